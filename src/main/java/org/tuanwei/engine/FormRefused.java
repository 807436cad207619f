package org.tuanwei.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A submission that is not accepted, field by field, in words for the person who filled it in. */
public class FormRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param field key of the field, empty when the whole form is meant */
    public record Field(String field, String message) {}

    private final transient List<Field> fields = new ArrayList<>();

    public FormRefused(String field, String message) {
        super(message);
        fields.add(new Field(field, message));
    }

    public FormRefused(List<Field> fields) {
        super(fields.stream().map(Field::message).collect(Collectors.joining("\n")));
        this.fields.addAll(fields);
    }

    public List<Field> fields() {
        return List.copyOf(fields);
    }
}
