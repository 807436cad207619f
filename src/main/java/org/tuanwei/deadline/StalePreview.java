package org.tuanwei.deadline;

/** Between preview and confirmation something has changed: what would happen now is not what was shown. */
public class StalePreview extends Exception {

    private static final long serialVersionUID = 1L;

    StalePreview() {
        super("预览之后情况有变，以下是最新的影响，请核对后再确认", null, false, false);
    }
}
