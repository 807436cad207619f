package org.tuanwei.picture;

/**
 * One thing measured on a picture, with the number and the requirement beside it.
 *
 * @param passed whether the requirement is met
 * @param text the whole sentence in Chinese, numbers included
 */
public record Finding(Aspect aspect, boolean passed, String text) {

    /** What is measured. */
    public enum Aspect {
        SIZE("尺寸"),
        SHARPNESS("清晰度"),
        VARIETY("画面内容"),
        DEFAULT_PICTURE("默认头像");

        private final String label;

        Aspect(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
