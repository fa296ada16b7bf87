// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.evidence;

import io.cmc.cli.text.Plain;
import java.util.List;

/**
 * One page that needs nothing else: no script, no picture, nothing from elsewhere, and the browser is told so. Whatever is given is text;
 * what could be markup, or turn the direction of writing, is shown and not obeyed.
 */
final class Html {

  private static final String STYLE = """
      body{font:14px/1.45 sans-serif;color:#111;background:#fff;max-width:72em;margin:2em auto;padding:0 1em}
      h1{font-size:1.6em;margin:0}h2{font-size:1.2em;margin:1.8em 0 .5em;border-bottom:1px solid #999}
      table{border-collapse:collapse;width:100%;font-size:.9em}th,td{border:1px solid #bbb;padding:.25em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
      th{background:#eee}thead{display:table-header-group}tr{break-inside:avoid}pre{background:#f4f4f4;padding:.6em;white-space:pre-wrap}
      @media print{body{max-width:none;margin:0;font-size:11px}h2{break-after:avoid}}@page{margin:1.5cm}
      """;

  private final StringBuilder page = new StringBuilder();

  Html(String title) {
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>").append(safe(title))
        .append("</title>\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<h1>").append(safe(title)).append("</h1>\n");
  }

  static String safe(String raw) {
    return Plain.text(raw).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
  }

  Html section(String name) {
    page.append("<h2>").append(safe(name)).append("</h2>\n");
    return this;
  }

  Html paragraph(String text) {
    page.append("<p>").append(safe(text)).append("</p>\n");
    return this;
  }

  Html code(List<String> lines) {
    page.append("<pre>");
    lines.forEach(line -> page.append(safe(line)).append('\n'));
    page.append("</pre>\n");
    return this;
  }

  /** Names and values. */
  Html pairs(List<List<String>> rows) {
    page.append("<table>\n");
    rows.forEach(row -> page.append("<tr><th scope=\"row\">").append(safe(row.getFirst())).append("</th><td>").append(safe(row.getLast()))
        .append("</td></tr>\n"));
    page.append("</table>\n");
    return this;
  }

  /** @param none what is said where there are no rows */
  Html table(List<String> heads, List<List<String>> rows, String none) {
    if (rows.isEmpty()) return paragraph(none);
    page.append("<table>\n<thead>").append(row("th", heads)).append("</thead>\n<tbody>\n");
    rows.forEach(row -> page.append(row("td", row)).append('\n'));
    page.append("</tbody>\n</table>\n");
    return this;
  }

  private static String row(String tag, List<String> cells) {
    var row = new StringBuilder("<tr>");
    cells.forEach(cell -> row.append('<').append(tag).append('>').append(safe(cell)).append("</").append(tag).append('>'));
    return row.append("</tr>").toString();
  }

  @Override public String toString() {
    return page + "</body>\n</html>\n";
  }
}
