package org.tuanwei.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {

    @Test
    void what_people_typed_plants_no_link_and_stays_on_one_line() {
        assertThat(Markdown.escape("看[这里](http://x.example)\n下一行")).isEqualTo("看\\[这里\\]\\(http://x\\.example\\) 下一行");
        assertThat(Markdown.escape(null)).isEmpty();
    }

    @Test
    void an_address_is_shown_as_it_is_and_leads_nowhere() {
        assertThat(Markdown.address("http://t.qq.com/p/t/1001")).isEqualTo("`http://t.qq.com/p/t/1001`");
        assertThat(Markdown.address("http://t.qq.com/`[x](y) `z")).isEqualTo("`http://t.qq.com/[x](y)z`");
        assertThat(Markdown.address(" ")).isEmpty();
    }
}
