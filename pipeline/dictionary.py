"""The data dictionary, made from the schema: for the terminal, and as Markdown for docs/data-dictionary.md."""

from __future__ import annotations

import pyarrow as pa

from pipeline.schema import SCHEMA_VERSION, TABLES

_NAMES = {
    "string": "text",
    "int32": "integer",
    "int64": "integer",
    "double": "number",
    "date32[day]": "date",
    "bool": "true/false",
    "timestamp[us, tz=UTC]": "moment, UTC",
}
_HEAD = "| column | type | empty? | meaning |\n| --- | --- | --- | --- |\n"


def as_markdown() -> str:
    """Return one section a table with its columns.

    The file in docs/ is this text; a test holds the two together.
    """
    parts = [
        "# Data dictionary\n\n"
        f"Schema version {SCHEMA_VERSION}. Made by `kehoach schema --markdown`; edit pipeline/schema.py instead.\n"
    ]
    for name, schema in TABLES.items():
        head = f"\n## {name}\n\n{_said(schema, 'doc')} Key: {_key(schema)}.\n\n{_HEAD}"
        lines = [
            f"| {f.name} | {_kind(f.type)} | {'may be' if f.nullable else ''} | {_said(f, 'doc')} |" for f in schema
        ]
        parts.append(head + "\n".join(lines) + "\n")
    return "".join(parts)


def as_text() -> str:
    """Return the same in plain lines."""
    parts = []
    for name, schema in TABLES.items():
        width = max(len(f.name) for f in schema)
        kinds = max(len(_kind(f.type)) for f in schema)
        lines = [f"  {f.name:{width}}  {_kind(f.type):{kinds}}  {_said(f, 'doc')}" for f in schema]
        parts.append(f"{name}: {_said(schema, 'doc')}\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _said(thing: pa.Schema | pa.Field, key: str) -> str:
    text: str = thing.metadata[key.encode()].decode()
    return text


def _key(schema: pa.Schema) -> str:
    return ", ".join(f"`{name}`" for name in _said(schema, "key").split(", "))


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        inner = kind.value_type
        return "list of boxes" if pa.types.is_struct(inner) else f"list of {_kind(inner)}s"
    if pa.types.is_map(kind):
        return f"map from {_kind(kind.key_type)} to {_kind(kind.item_type)}"
    return _NAMES[str(kind)]
