//! The themes that the binary carries.

#![allow(dead_code, reason = "the generated file also lists the guidance, which another room uses")]

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));
