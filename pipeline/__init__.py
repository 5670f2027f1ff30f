"""The stages of ecart: plain functions over frozen records. Nothing here knows about scheduling."""
