#!/usr/bin/env python3
"""Counts the MCP servers in client configurations, independently of the product: count_servers.py ROOT

Prints one line a file: path, number of servers (or ! and a reason), the roots they stand under, their names as JSON.
Standard library and PyYAML only. It reads generously (comments, trailing commas, remarks around JSON), keeps the last of
two equal keys, and knows nothing of what a server is beyond the places clients keep them.
"""
import json, os, re, sys, tomllib
import yaml

LAUNCH = {'command', 'cmd', 'url', 'uri', 'serverUrl', 'httpUrl', 'args', 'type', 'transport', 'transportType', 'endpoint',
          'source', 'launcher', 'package', 'host'}


def strip_json(text):
    """Comments and trailing commas out; strings stay."""
    out, i, n = [], 0, len(text)
    while i < n:
        c = text[i]
        if c == '"':
            j = i + 1
            while j < n and text[j] != '"':
                j += 2 if text[j] == '\\' else 1
            out.append(text[i:j + 1]); i = j + 1
        elif text.startswith('//', i):
            while i < n and text[i] != '\n': i += 1
        elif text.startswith('/*', i):
            j = text.find('*/', i + 2); i = n if j < 0 else j + 2
        else:
            out.append(c); i += 1
    return re.sub(r',(\s*[}\]])', r'\1', ''.join(out))


def load(path):
    raw = open(path, 'rb').read()
    text = raw.decode('utf-8-sig')
    body = '\n'.join(l for l in text.split('\n') if not l.lstrip().startswith('#')).strip()
    low = path.lower()
    if body.startswith('{') or re.search(r'\.json5?c?(\.|$)', os.path.basename(low)):
        return json.loads(strip_json(body))
    if re.search(r'\.toml(\.|$)', os.path.basename(low)):
        return tomllib.loads(text)
    return yaml.safe_load(text)


def launches(entry):
    return isinstance(entry, dict) and bool(LAUNCH & set(entry))


def members(node, needs=True):
    """(name, entry) pairs of a map or of a list with names."""
    if isinstance(node, dict):
        return [(k, v) for k, v in node.items() if isinstance(v, dict) and (launches(v) or not needs)]
    if isinstance(node, list):
        return [(str(v.get('name', f'server {i + 1}')), v) for i, v in enumerate(node) if launches(v)]
    return []


def servers(doc):
    found = []
    if not isinstance(doc, dict):
        return found
    def add(root, node, needs=False):
        for name, _ in members(node, needs): found.append((root, name))
    add('mcpServers', doc.get('mcpServers'))
    for path, project in (doc.get('projects') or {}).items() if isinstance(doc.get('projects'), dict) else []:
        if isinstance(project, dict): add('projects', project.get('mcpServers'))
    if isinstance(doc.get('powers'), dict): add('powers', doc['powers'].get('mcpServers'))
    add('servers', doc.get('servers'), True)
    add('mcp.servers', doc.get('mcp.servers'))
    if isinstance(doc.get('mcp'), dict):
        mcp = doc['mcp']
        if isinstance(mcp.get('servers'), (dict, list)): add('mcp.servers', mcp['servers'])
        else: add('mcp', mcp, True)
    add('context_servers', doc.get('context_servers'))
    add('mcp_servers', doc.get('mcp_servers'))
    ext = doc.get('extensions')
    if isinstance(ext, dict): found += [('extensions', k) for k, v in ext.items() if isinstance(v, dict) and 'type' in v]
    if isinstance(ext, list): add('extensions', ext, True)
    if not found:
        bare = [(k, v) for k, v in doc.items() if isinstance(v, dict) and ({'command', 'url'} & set(v))]
        found += [('bare', k) for k, _ in bare]
    if not found:
        nested(doc, 4, found)
    return found


def nested(node, depth, found):
    """A whole configuration inside another document."""
    if depth == 0 or not isinstance(node, dict):
        return
    for key, inner in node.items():
        if key in ('mcpServers', 'servers') and isinstance(inner, dict) and any(launches(v) for v in inner.values()):
            found += [('nested', name) for name, _ in members(inner)]
        elif key != 'interface':
            nested(inner, depth - 1, found)


def main(root):
    total = 0
    for folder, dirs, files in sorted(os.walk(root)):
        dirs.sort()
        for name in sorted(files):
            path = os.path.join(folder, name); short = os.path.relpath(path, root)
            try: doc = load(path)
            except Exception as e:
                print(f'{short}\t!\t{type(e).__name__}\t[]'); continue
            got = servers(doc); total += len(got)
            roots = ','.join(sorted({r for r, _ in got}))
            print(f'{short}\t{len(got)}\t{roots}\t{json.dumps([n for _, n in got])}')
    print(f'# {total} servers', file=sys.stderr)


main(sys.argv[1])
