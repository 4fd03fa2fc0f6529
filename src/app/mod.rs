//! The use cases that every door asks of the engine.
