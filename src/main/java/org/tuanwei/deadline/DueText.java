package org.tuanwei.deadline;

/**
 * How a deadline stands, in words and as a light.
 *
 * @param words 还剩 2 个工作日 · 今天到期 · 逾期 3 个工作日 · 按期完成 …
 * @param estimated to be shown with {@link #ESTIMATED}
 */
public record DueText(String words, Light light, boolean overdue, boolean estimated) {

    /** Said wherever a date rests on a year whose days off are not announced yet. */
    public static final String ESTIMATED = "放假安排尚未公布，暂按周末推算";

    /** The light of a deadline; pages show it with its word, never as colour alone. */
    public enum Light {
        GREEN("正常"),
        YELLOW("临期"),
        RED("逾期");

        private final String label;

        Light(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
