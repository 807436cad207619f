package org.tuanwei.engine;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.context.ApplicationContext;

/** The only beans a model may see: those whose name ends in {@code Steps}. */
@NullUnmarked
final class StepBeans extends AbstractMap<Object, Object> {

    private final ApplicationContext context;

    StepBeans(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public boolean containsKey(Object name) {
        return name instanceof String text && text.endsWith("Steps") && context.containsBean(text);
    }

    @Override
    public Object get(Object name) {
        return containsKey(name) ? context.getBean((String) name) : null;
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
        return Arrays.stream(context.getBeanDefinitionNames())
                .filter(this::containsKey)
                .map(name -> new SimpleImmutableEntry<Object, Object>(name, get(name)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
