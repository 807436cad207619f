package org.tuanwei.avatar;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.picture.Pictures;
import org.tuanwei.picture.Pictures.Motif;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** The upload page in a real browser: cropping by keys, mouse and slider, turned and oversized pictures. */
@EngineTest
@Import(AvatarStory.class)
class AvatarBrowserTest {

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private AvatarStory story;

    @Autowired
    private TestPeople people;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void a_square_is_cut_out_by_keys_and_slider_judged_and_confirmed() {
        CaseFile file = story.begin();
        Page page = atUpload(file, 1280, 900);
        choose(page, "campus.jpg", Pictures.jpeg(Pictures.sharp(Motif.CAMPUS, 1200, 800, 3), 0.9f));
        assertThat(page.innerText("[data-crop-size]")).isEqualTo("原图 1200×800 像素，裁剪 800×800 像素");
        assertThat(value(page, "x")).isEqualTo("200");

        page.focus("[data-testid=crop-stage]");
        page.keyboard().press("+");
        page.keyboard().press("+");
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowUp");
        int side = Integer.parseInt(value(page, "side"));
        assertThat(side).isBetween(600, 760);
        assertThat(Integer.parseInt(value(page, "x"))).isGreaterThan(200);
        page.fill("[data-testid=crop-zoom]", "100");
        assertThat(page.innerText("[data-crop-size]")).contains("裁剪 180×180 像素");
        page.fill("[data-testid=crop-zoom]", "50");
        page.click("[aria-label=图片右移]");

        page.click("[data-testid=avatar-upload]");
        assertThat(page.innerText("[data-testid=avatar-verdict]")).isEqualTo("各项合格");
        assertThat(page.innerText("[data-testid=avatar-findings]")).contains("裁剪后 490×490 像素");
        assertThat(story.versions(file).get(0).measures().side()).isEqualTo(490);
        page.click("[data-testid=avatar-confirm]");
        page.waitForURL("**/cases/" + file.id());
        assertThat(story.open(file).key()).isEqualTo(AvatarProcess.REVIEW);
    }

    @Test
    void the_picture_is_moved_with_the_mouse_and_scaled_with_the_wheel() {
        CaseFile file = story.begin();
        Page page = atUpload(file, 390, 844);
        choose(page, "campus.jpg", Pictures.jpeg(Pictures.sharp(Motif.CAMPUS, 1200, 800, 3), 0.9f));
        page.locator("[data-testid=crop-stage]").scrollIntoViewIfNeeded();
        var box = page.locator("[data-testid=crop-stage]").boundingBox();
        assertThat(box.width).isLessThanOrEqualTo(390);
        page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
        page.mouse().down();
        page.mouse().move(box.x + box.width / 2 - 40, box.y + box.height / 2);
        page.mouse().up();
        assertThat(Integer.parseInt(value(page, "x"))).isGreaterThan(220);
        page.mouse().wheel(0, -300);
        page.waitForFunction("() => Number(document.querySelector('[name=side]').value) < 800");
        Object overflow = page.evaluate("() => document.documentElement.scrollWidth - innerWidth");
        assertThat(((Number) overflow).doubleValue()).isLessThanOrEqualTo(0);
    }

    @Test
    void a_picture_that_the_camera_turned_is_cut_as_it_is_seen() {
        CaseFile file = story.begin();
        Page page = atUpload(file, 1280, 900);
        choose(page, "turned.jpg", Pictures.turned(Pictures.sharp(Motif.CAMPUS, 900, 600, 3), 6));
        assertThat(page.innerText("[data-crop-size]")).startsWith("原图 600×900 像素");
        page.click("[data-testid=avatar-upload]");
        assertThat(page.innerText("[data-testid=avatar-findings]")).contains("裁剪后 600×600 像素");
        assertThat(story.versions(file).get(0).measures().height()).isEqualTo(900);
    }

    @Test
    void a_picture_too_large_for_the_server_is_reduced_on_the_way() {
        CaseFile file = story.begin();
        Page page = atUpload(file, 1280, 900);
        var noisy = Pictures.sharp(Motif.LANDSCAPE, 1800, 1500, 3);
        Random random = new Random(1);
        for (int y = 0; y < 1500; y++) {
            for (int x = 0; x < 1800; x++) {
                noisy.setRGB(x, y, noisy.getRGB(x, y) ^ random.nextInt() & 0x0f0f0f);
            }
        }
        byte[] large = Pictures.png(noisy);
        assertThat(large.length).isGreaterThan(5 * 1024 * 1024);
        choose(page, "large.png", large);
        page.click("[data-testid=avatar-upload]");
        assertThat(page.innerText("[data-testid=avatar-findings]")).contains("裁剪后 1280×1280 像素");
        assertThat(story.versions(file).get(0).contentType()).isEqualTo("image/jpeg");
    }

    private Page atUpload(CaseFile file, int width, int height) {
        Page page = browser.person(width, height);
        page.navigate(url("/login"));
        page.fill("#username", people.of(story.group(file)));
        page.fill("#password", TestPeople.PASSWORD);
        page.click("[data-testid=login]");
        page.navigate(url("/tasks/" + story.open(file).taskId() + "/avatar"));
        return page;
    }

    private static void choose(Page page, String name, byte[] bytes) {
        page.setInputFiles("[data-testid=avatar-file]", new FilePayload(name, "image/jpeg", bytes));
        page.waitForSelector("[data-testid=crop-stage]");
    }

    private static String value(Page page, String field) {
        return page.inputValue("[name=" + field + "]");
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
