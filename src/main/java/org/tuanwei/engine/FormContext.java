package org.tuanwei.engine;

import java.util.Map;

/** What every form shows on top, whatever it asks: whose case it is, where it stands, until when. */
public interface FormContext {

    /** Read-only values by key; a form's own pre-fill wins over them. */
    Map<String, Object> of(HumanTask task);
}
