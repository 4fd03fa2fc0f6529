#!/usr/bin/env python3
"""Counts the servers in client configurations without any code of ours: count_servers.py FOLDER...

Prints one line for each file: the number of entries, or `unreadable`, and the path below the folder. Needs PyYAML.
JSON is read after comments and trailing commas are taken out by a small state machine; TOML and YAML by their own
readers. `tests/import_corpus.rs` holds the importer against these counts where the interpreter is there.
"""
import json
import os
import re
import sys
import tomllib

import yaml


def plain_json(text):
    """JSON without comments, trailing commas and `#` lines."""
    out, at, quoted = [], 0, False
    while at < len(text):
        c = text[at]
        if quoted:
            out.append(c)
            if c == "\\" and at + 1 < len(text):
                at += 1
                out.append(text[at])
            elif c == '"':
                quoted = False
        elif c == '"':
            quoted = True
            out.append(c)
        elif text.startswith("//", at) or (c == "#" and not "".join(out).rsplit("\n", 1)[-1].strip()):
            while at < len(text) and text[at] != "\n":
                at += 1
            continue
        elif text.startswith("/*", at):
            at = text.find("*/", at) + 1
            if at == 0:
                break
        else:
            out.append(c)
        at += 1
    return re.sub(r",(\s*[}\]])", r"\1", "".join(out))


def tree(path, text):
    ends = [part for part in os.path.basename(path).lower().split(".")[-3:]]
    if any(end in ("json", "jsonc", "json5") for end in ends):
        return json.loads(plain_json(text.lstrip("\ufeff")))
    if "toml" in ends:
        return tomllib.loads(text)
    return yaml.safe_load(text)


ENTRY = {"command", "url", "serverUrl", "httpUrl", "cmd", "uri"}
TYPES = {"stdio", "http", "sse", "streamable-http", "streamable_http", "local", "remote", "builtin", "platform"}


def is_entry(node):
    return isinstance(node, dict) and (ENTRY & node.keys() or node.get("type") in TYPES or node.get("transport") in TYPES)


def members(node):
    values = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    return [value for value in values if isinstance(value, dict)]


def holds(node):
    return any(is_entry(value) for value in members(node))


def count(root):
    if isinstance(root, list):
        return len(members(root)) if holds(root) else 0
    if not isinstance(root, dict):
        return 0
    total, rooted = 0, False
    for key in ("mcpServers", "context_servers", "mcp_servers", "mcp.servers"):
        if key in root:
            rooted = True
            total += len(members(root[key]))
    for key in ("servers", "extensions"):
        if holds(root.get(key)):
            rooted = True
            total += len(members(root[key]))
    mcp = root.get("mcp")
    if isinstance(mcp, dict):
        inner = mcp.get("servers") or mcp.get("mcpServers")
        if isinstance(inner, (dict, list)) and not is_entry(inner):
            rooted = True
            total += len(members(inner))
        elif holds(mcp) or any("enabled" in value for value in members(mcp)):
            rooted = True
            total += len(members(mcp))
    powers = root.get("powers")
    if isinstance(powers, dict) and "mcpServers" in powers:
        rooted = True
        total += len(members(powers["mcpServers"]))
    for project in members(root.get("projects")):
        total += len(members(project.get("mcpServers")))
        rooted = rooted or bool(project.get("mcpServers"))
    if not rooted:
        if isinstance(root.get("command"), str) and ("args" in root or "env" in root):
            return 1
        return sum(1 for key, value in root.items() if is_entry(value) and key not in ("statusLine", "hooks"))
    return total


def main():
    for folder in sys.argv[1:]:
        for place, folders, files in os.walk(folder):
            folders.sort()
            for name in sorted(files):
                path = os.path.join(place, name)
                try:
                    with open(path, encoding="utf-8") as file:
                        number = count(tree(path, file.read()))
                except Exception:
                    number = "unreadable"
                print(f"{number}\t{os.path.relpath(path, folder)}")


if __name__ == "__main__":
    main()
