//! Finds credentials by the name of the place they stand in and by their form.
