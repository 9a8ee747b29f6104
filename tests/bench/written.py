"""Where the results of a benchmark go: numbers into a JSON file, their table between two marks of README.md."""
import json


def rounded(value):
    """Three decimals and more digits than that are noise."""
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: rounded(v) for key, v in value.items()}
    return [rounded(v) for v in value] if isinstance(value, list) else value


def write_json(results, path):
    path.write_text(json.dumps(rounded(results), indent=1) + "\n")


def into_readme(name, table, path):
    text = path.read_text()
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    from_, to = text.index(begin) + len(begin), text.index(end)
    path.write_text(text[:from_] + "\n" + table + text[to:])


def about(results):
    """The machine and the day, as every table begins."""
    m = results["machine"]
    return (f"{results['date']}, {m['cpu']}, {m['cores']} cores, {m['memory_gib']} GiB, {m['compiler']}. Load of the "
            f"machine at the start: {m['load_at_start']}.")
