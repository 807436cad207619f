package org.tuanwei.testing;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** A person at Tasklist: opens a task, claims it, fills in its form, submits. */
public final class TasklistDesk {

    private static final int FORM_REST_MS = 500;

    private final Page page;
    private final String base;

    private TasklistDesk(Page page, String base) {
        this.page = page;
        this.base = base;
    }

    /** Signs in at the product's own page. */
    public static TasklistDesk of(Page page, int port, String user) {
        String base = "http://localhost:" + port;
        page.navigate(base + "/login");
        page.fill("#username", user);
        page.fill("#password", TestPeople.PASSWORD);
        page.click("[data-testid=login]");
        page.waitForURL(address -> !address.contains("/login"));
        return new TasklistDesk(page, base);
    }

    public Page page() {
        return page;
    }

    public TasklistDesk claim(String taskId) {
        page.navigate(base + "/camunda/app/tasklist/default/#/?task=" + taskId);
        page.locator("button.claim").click();
        page.locator("button.unclaim").waitFor();
        page.locator(".fjs-form").waitFor();
        return this;
    }

    public TasklistDesk choose(String label) {
        rest();
        page.locator(".fjs-form .fjs-form-field-radio label")
                .filter(new Locator.FilterOptions().setHasText(label))
                .first()
                .click();
        return this;
    }

    public TasklistDesk fill(String label, String text) {
        rest();
        page.locator(".fjs-form-field")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("label", new Page.LocatorOptions().setHasText(label))))
                .locator("input, textarea")
                .first()
                .fill(text);
        return this;
    }

    public void follow(String link) {
        page.locator(".fjs-form a")
                .filter(new Locator.FilterOptions().setHasText(link))
                .click();
    }

    public void submit() {
        rest();
        page.locator("button:visible")
                .filter(new Locator.FilterOptions().setHasText(java.util.regex.Pattern.compile("^\\s*提交\\s*$")))
                .click();
        page.locator("[data-testid=submitted]").waitFor();
    }

    /** form-js hands a value on a third of a second after it was typed. */
    private void rest() {
        page.waitForTimeout(FORM_REST_MS);
    }
}
