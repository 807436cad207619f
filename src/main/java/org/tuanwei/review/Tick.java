package org.tuanwei.review;

import org.tuanwei.engine.FormRefused;

/** A ticked row as it travels: which task, and which version of what is judged was seen. */
record Tick(String taskId, String version) {

    private static final String BETWEEN = "~";

    /** @throws FormRefused for what no page of ours has sent */
    static Tick parse(String text) {
        int between = text.indexOf(BETWEEN);
        if (between < 1) {
            throw new FormRefused("ids", "勾选的内容读不出来，请回到列表重新勾选");
        }
        return new Tick(text.substring(0, between), text.substring(between + 1));
    }

    @Override
    public String toString() {
        return taskId + BETWEEN + version;
    }
}
