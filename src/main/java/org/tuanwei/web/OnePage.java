package org.tuanwei.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same request for a certain page of the list. */
final class OnePage extends HttpServletRequestWrapper {

    private static final String PAGE = "page";

    private final Map<String, String[]> parameters;

    OnePage(HttpServletRequest request, int number) {
        super(request);
        parameters = new LinkedHashMap<>(request.getParameterMap());
        parameters.remove(ListExport.FORMAT);
        parameters.put(PAGE, new String[] {Integer.toString(number)});
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null || values.length == 0 ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return parameters.get(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }
}
