//! The file forms as JSON Schema, for editors and for authors.

use std::sync::LazyLock;

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::{
    form::{ITEM_SCHEMA, ITEMS_SCHEMA, KINDS},
    pack::PROFILE_SCHEMA,
};
use crate::core::library::{
    FactDef, FactType, FactorDef, Gate, Kind, Library, Matrix, Measure, Method, Risk, Scenario, Term,
};

/// The fields of an item of a kind, without the head of the file.
pub(super) fn fields(kind: Kind) -> &'static [String] {
    static FIELDS: LazyLock<Vec<(Kind, Vec<String>)>> = LazyLock::new(|| {
        KINDS
            .into_iter()
            .map(|kind| {
                let (body, _) = body(kind);
                let names = body.get("properties").and_then(Value::as_object);
                (kind, names.map(|names| names.keys().cloned().collect()).unwrap_or_default())
            })
            .collect()
    });
    FIELDS.iter().find(|(known, _)| *known == kind).map_or(&[], |(_, fields)| fields)
}

/// The JSON Schema (draft 2020-12) of a file that holds one or several items of a kind.
#[must_use]
pub fn schema(kind: Kind) -> Value {
    let (body, definitions) = body(kind);
    let mut one = body.clone();
    // The head comes first, as it does in the files.
    let mut properties = head(ITEM_SCHEMA, kind);
    properties.extend(object(&body, "properties"));
    one.insert("properties".to_owned(), Value::Object(properties));
    let mut required = vec![json!("schema"), json!("kind")];
    required.extend(body.get("required").and_then(Value::as_array).cloned().unwrap_or_default());
    one.insert("required".to_owned(), Value::Array(required));
    let mut several = head(ITEMS_SCHEMA, kind);
    several.insert("items".to_owned(), json!({"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/item"}}));
    let mut definitions = definitions;
    definitions.insert("item".to_owned(), Value::Object(body));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("mcpserver-operator guidance, kind {}", kind.as_str()),
        "oneOf": [
            one,
            {
                "type": "object",
                "properties": several,
                "required": ["schema", "kind", "items"],
                "additionalProperties": false,
            },
        ],
        "$defs": definitions,
    })
}

fn head(form: &str, kind: Kind) -> Map<String, Value> {
    Map::from_iter([
        ("schema".to_owned(), json!({"const": form})),
        ("kind".to_owned(), json!({"const": kind.as_str()})),
    ])
}

fn object(from: &Map<String, Value>, key: &str) -> Map<String, Value> {
    from.get(key).and_then(Value::as_object).cloned().unwrap_or_default()
}

/// The schema of an item's own fields, and the definitions it refers to.
fn body(kind: Kind) -> (Map<String, Value>, Map<String, Value>) {
    fn of<T: JsonSchema>() -> Value {
        SchemaGenerator::new(SchemaSettings::draft2020_12()).into_root_schema_for::<T>().to_value()
    }
    let whole = match kind {
        Kind::Fact => of::<FactDef>(),
        Kind::Factor => of::<FactorDef>(),
        Kind::Risk => of::<Risk>(),
        Kind::Measure => of::<Measure>(),
        Kind::Gate => of::<Gate>(),
        Kind::Matrix => of::<Matrix>(),
        Kind::Scenario => of::<Scenario>(),
        Kind::Term => of::<Term>(),
        Kind::Method => of::<Method>(),
    };
    let mut body = if let Value::Object(body) = whole { body } else { Map::new() };
    let definitions = object(&body, "$defs");
    for key in ["$defs", "$schema", "title"] {
        body.shift_remove(key);
    }
    body.insert("additionalProperties".to_owned(), Value::Bool(false));
    (body, definitions)
}

/// The JSON Schema (draft 2020-12) of our profile form, with the facts that a library declares.
#[must_use]
pub fn profile_schema(library: &Library) -> Value {
    let facts: Map<String, Value> =
        library.facts().map(|fact| (fact.key.as_str().to_owned(), described(fact))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mcpserver-operator profile",
        "description": "What is known of MCP servers. A fact that is left out is unknown.",
        "type": "object",
        "properties": {
            "schema": {"const": PROFILE_SCHEMA},
            "servers": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string", "minLength": 1},
                        "facts": {"type": "object", "properties": facts, "additionalProperties": false},
                    },
                    "required": ["name", "facts"],
                    "additionalProperties": false,
                },
            },
        },
        "required": ["schema", "servers"],
        "additionalProperties": false,
    })
}

fn described(fact: &FactDef) -> Value {
    let mut schema = match &fact.kind {
        FactType::Bool => json!({"type": "boolean"}),
        FactType::Int => json!({"type": "integer", "minimum": 0}),
        FactType::Scale => json!({"type": "integer", "minimum": 0, "maximum": 10}),
        FactType::Text => json!({"type": "string"}),
        FactType::List => json!({"type": "array", "items": {"type": "string"}}),
        FactType::OneOf(words) => json!({"enum": words.iter().map(|word| word.value.as_str()).collect::<Vec<_>>()}),
    };
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("title".to_owned(), json!(fact.title));
        schema.insert("description".to_owned(), json!(fact.meaning));
    }
    schema
}
