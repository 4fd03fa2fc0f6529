//! Reads a struct from a mapping that holds the head of the file as well.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor, value::MapAccessDeserializer},
};

/// A struct read from a mapping that also holds `schema` and `kind`. The two are passed over while the rest goes to
/// the struct entry by entry, so that errors keep their line and path.
pub(super) struct Headless<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Headless<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Body<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Body<T> {
            type Value = T;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(WithoutHead(map)))
            }
        }
        deserializer.deserialize_map(Body(PhantomData)).map(Headless)
    }
}

struct WithoutHead<A>(A);

impl<'de, A: MapAccess<'de>> MapAccess<'de> for WithoutHead<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.0.next_key::<String>()? {
            if matches!(key.as_str(), "schema" | "kind") {
                self.0.next_value::<IgnoredAny>()?;
                continue;
            }
            return seed.deserialize(serde::de::value::StringDeserializer::new(key)).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(seed)
    }
}
