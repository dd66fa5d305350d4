// Putting Markdown into a textarea, in ways that Ctrl+Z takes back.

function replace(text, start, end, words) {
  text.focus();
  text.setSelectionRange(start, end);
  // Obsolete on paper, and still the only edit that the browser's own undo knows of.
  const done = words
    ? document.execCommand("insertText", false, words)
    : document.execCommand("delete");
  if (!done) {
    text.setRangeText(words, start, end, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function selected(text) {
  return text.value.slice(text.selectionStart, text.selectionEnd);
}

// **bold**; a second time takes the stars away again.
function wrap(text, before, after, sample) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const inside = value.slice(start, end);
  const around = value.slice(start - before.length, start) === before
    && value.slice(end, end + after.length) === after;
  if (around) {
    replace(text, start - before.length, end + after.length, inside);
    text.setSelectionRange(start - before.length, end - before.length);
    return;
  }
  const words = inside || sample;
  replace(text, start, end, before + words + after);
  text.setSelectionRange(start + before.length, start + before.length + words.length);
}

// Each line the selection touches begins with what `prefix` gives; a second time takes it away.
function prefixLines(text, prefix, known) {
  const { value } = text;
  const start = value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const found = value.indexOf("\n", text.selectionEnd);
  const end = found === -1 ? value.length : found;
  const lines = value.slice(start, end).split("\n");
  const all = lines.every((line) => known.test(line));
  const changed = lines.map((line, i) => (all ? line.replace(known, "") : prefix(i) + line));
  const gap = !all && start > 1 && value.slice(start - 2, start) !== "\n\n" ? "\n" : "";
  const words = gap + changed.join("\n");
  replace(text, start, end, words);
  text.setSelectionRange(lines.length > 1 ? start + gap.length : start + words.length, start + words.length);
}

function link(text, words) {
  const inside = selected(text);
  const start = text.selectionStart;
  const isAddress = /^https?:\/\/\S+$/.test(inside);
  const [label, address] = isAddress ? [words.linkText, inside] : [inside || words.linkText, "https://"];
  replace(text, start, text.selectionEnd, `[${label}](${address})`);
  const at = isAddress || !inside ? start + 1 : start + label.length + 3;
  text.setSelectionRange(at, at + (isAddress || !inside ? label.length : address.length));
}

function code(text, words) {
  const inside = selected(text);
  if (inside.includes("\n")) {
    replace(text, text.selectionStart, text.selectionEnd, `\`\`\`\n${inside}\n\`\`\`\n`);
  } else {
    wrap(text, "`", "`", words.code);
  }
}

const INSERTS = {
  bold: (text, words) => wrap(text, "**", "**", words.bold),
  italic: (text, words) => wrap(text, "*", "*", words.italic),
  link,
  code,
  quote: (text) => prefixLines(text, () => "> ", /^> ?/),
  list: (text) => prefixLines(text, () => "- ", /^[-*] /),
  numbered: (text) => prefixLines(text, (i) => `${i + 1}. `, /^\d+\. /),
};

// Enter inside a list begins the next item; on an empty item it ends the list.
function continueList(text) {
  const { selectionStart: at, value } = text;
  if (at !== text.selectionEnd) return false;
  const start = value.lastIndexOf("\n", at - 1) + 1;
  const item = /^(\s*)([-*]|(\d+)\.|>) (\[[ x]\] )?(.*)$/.exec(value.slice(start, at));
  if (!item) return false;
  const [, indent, marker, number, box, words] = item;
  if (!words) {
    replace(text, start, at, "\n"); // without an empty line the list would go on
    return true;
  }
  const next = number ? `${Number(number) + 1}.` : marker;
  replace(text, at, at, `\n${indent}${next} ${box ? "[ ] " : ""}`);
  return true;
}
