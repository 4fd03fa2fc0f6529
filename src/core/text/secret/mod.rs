//! Finds credentials by the name of the place they stand in and by their form.
//!
//! The place comes first: what stands under a name that [`names_secret`] knows is a credential whatever it looks like.
//! [`redact`] is the second net, for text that is kept: it takes out what looks like a credential and says what kind
//! it was. [`refers`] tells a reference to a credential, such as `${TOKEN}`, from the credential itself. Nothing in
//! here keeps, returns or compares a value that it took out.

mod encoded;
mod entropy;
mod form;
mod name;
mod reference;
mod url;

pub use form::{Found, redact};
pub use name::names_secret;
pub use reference::{Reference, is_placeholder, refers};
