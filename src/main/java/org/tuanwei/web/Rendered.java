package org.tuanwei.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Keeps what a view writes; nothing of it reaches the browser. */
final class Rendered extends HttpServletResponseWrapper {

    private final StringWriter text = new StringWriter();
    private final PrintWriter writer = new PrintWriter(text);

    Rendered(HttpServletResponse response) {
        super(response);
    }

    @Override
    public PrintWriter getWriter() {
        return writer;
    }

    @Override
    public void setContentType(String type) {
        // the answer is a workbook, whatever the view would have been
    }

    @Override
    public void setCharacterEncoding(String charset) {
        // as above
    }

    String text() {
        writer.flush();
        return text.toString();
    }
}
