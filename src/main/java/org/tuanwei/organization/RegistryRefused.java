package org.tuanwei.organization;

import java.util.List;

/** The registry file is not loaded at all; says in Chinese, line by line, what is wrong with it. */
public class RegistryRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public RegistryRefused(List<String> problems) {
        super(problems.size() + " problems, first: " + problems.get(0));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
