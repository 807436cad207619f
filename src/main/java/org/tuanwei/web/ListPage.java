package org.tuanwei.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.simple.AbstractSimpleMarkupHandler;
import org.attoparser.simple.SimpleMarkupParser;
import org.jspecify.annotations.Nullable;
import org.unbescape.html.HtmlEscape;

/**
 * Reads the table that one of our own pages marks with {@code data-export="<name>"} as a person reads it: the headings,
 * the text of each cell, no buttons and nothing hidden. A heading with {@code data-export="no"} takes its column out; an
 * element with {@code data-export="no"} is left out.
 */
final class ListPage extends AbstractSimpleMarkupHandler {

    /** The table of a page. @param more whether another page follows */
    record Contents(String name, List<String> headings, List<List<String>> rows, boolean more) {}

    private static final String MARK = "data-export";
    private static final String NO = "no";
    private static final Set<String> TO_PRESS = Set.of("button", "textarea", "script", "summary");
    private static final Set<String> BLOCKS = Set.of("div", "p", "small", "dd", "dt", "details", "time");

    /** An element that is open. @param silent whether what stands in it is left out @param block whether it stands apart */
    private record Open(boolean silent, boolean block) {}

    private final Deque<Open> open = new ArrayDeque<>();
    private final List<String> headings = new ArrayList<>();
    private final List<Boolean> kept = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private @Nullable String name;
    private int table;
    private boolean head;
    private @Nullable List<String> row;
    private @Nullable StringBuilder cell;
    private int span = 1;
    private boolean more;

    private ListPage() {}

    /** Empty when the page marks no table. */
    static Optional<Contents> read(String page) {
        ListPage reading = new ListPage();
        try {
            new SimpleMarkupParser(ParseConfiguration.htmlConfiguration()).parse(page, reading);
        } catch (ParseException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        String name = reading.name;
        return name == null
                ? Optional.empty()
                : Optional.of(new Contents(name, reading.keptOf(reading.headings), reading.keptRows(), reading.more));
    }

    private List<List<String>> keptRows() {
        return rows.stream().map(this::keptOf).toList();
    }

    private List<String> keptOf(List<String> cells) {
        List<String> left = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            if (column >= kept.size() || kept.get(column)) {
                left.add(cells.get(column));
            }
        }
        return left;
    }

    @Override
    public void handleOpenElement(String element, @Nullable Map<String, String> attributes, int line, int column) {
        Map<String, String> has = attributes == null ? Map.of() : attributes;
        String mark = has.get(MARK);
        if (element.equals("table") && mark != null && name == null) {
            name = HtmlEscape.unescapeHtml(mark);
            table = open.size() + 1;
        } else if (element.equals("a") && "next".equals(has.get("rel"))) {
            more = true;
        }
        boolean silent = silent();
        if (inTable()) {
            switch (element) {
                case "thead" -> head = true;
                case "tbody" -> head = false;
                case "tr" -> row = new ArrayList<>();
                case "td", "th" -> begin(has);
                case "br", "li" -> say("；");
                // of a choice the chosen is read
                case "option" -> silent = silent || !has.containsKey("selected");
                default ->
                    silent = silent || TO_PRESS.contains(element) || has.containsKey("hidden") || NO.equals(mark);
            }
        }
        boolean block =
                BLOCKS.contains(element) || String.valueOf(has.get("class")).contains("d-block");
        if (block) {
            say(" ");
        }
        open.push(new Open(silent, block));
    }

    private void begin(Map<String, String> has) {
        cell = new StringBuilder();
        span = has.containsKey("colspan") ? Integer.parseInt(has.get("colspan")) : 1;
        if (head) {
            kept.add(!NO.equals(has.get(MARK)));
        }
    }

    @Override
    public void handleAutoOpenElement(String element, @Nullable Map<String, String> attributes, int line, int column) {
        handleOpenElement(element, attributes, line, column);
    }

    @Override
    public void handleStandaloneElement(
            String element, @Nullable Map<String, String> attributes, boolean minimized, int line, int column) {
        if (element.equals("br")) {
            say("；");
        }
    }

    @Override
    public void handleCloseElement(String element, int line, int column) {
        close(element);
    }

    @Override
    public void handleAutoCloseElement(String element, int line, int column) {
        close(element);
    }

    private void close(String element) {
        if (open.isEmpty()) {
            return;
        }
        if (inTable()) {
            if (element.equals("td") || element.equals("th")) {
                end();
            } else if (element.equals("tr")) {
                endRow();
            }
        }
        if (open.pop().block()) {
            say(" ");
        }
        if (open.size() < table) {
            table = Integer.MAX_VALUE;
        }
    }

    private void end() {
        List<String> cells = row;
        if (cell != null && cells != null) {
            cells.add(tidy(cell.toString()));
            for (int further = 1; further < span; further++) {
                cells.add("");
            }
        }
        cell = null;
    }

    private void endRow() {
        List<String> cells = row;
        if (cells != null && !cells.isEmpty()) {
            if (head) {
                headings.addAll(cells);
            } else {
                rows.add(cells);
            }
        }
        row = null;
    }

    @Override
    public void handleText(char[] buffer, int offset, int length, int line, int column) {
        if (!silent()) {
            say(HtmlEscape.unescapeHtml(new String(buffer, offset, length)));
        }
    }

    private void say(String text) {
        if (cell != null) {
            cell.append(text);
        }
    }

    private boolean inTable() {
        return name != null && open.size() >= table;
    }

    private boolean silent() {
        Open inner = open.peek();
        return inner != null && inner.silent();
    }

    private static String tidy(String text) {
        return text.replaceAll("[\\s\\u3000]+", " ").replaceAll(" ?；[； ]*", "；").replaceAll("^[； ]+|[； ]+$", "");
    }
}
