//! Questions about stories.
