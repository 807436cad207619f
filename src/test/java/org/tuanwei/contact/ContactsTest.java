package org.tuanwei.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.demo.DemoRegistry;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.mail.MailRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

@EngineTest
@Transactional
@RecordApplicationEvents
class ContactsTest {

    private static final ContactDetails FIRST =
            new ContactDetails("王晓", "团委副书记", null, "19900000001", "wang@sus.example", "上海市杨浦区长海路399号", "200438");
    private static final ContactDetails SECOND =
            new ContactDetails("李明", null, "55500002", null, "li@sus.example", "上海市杨浦区长海路399号", "200438");

    @Autowired
    Contacts contacts;

    @Autowired
    Organizations organizations;

    @Autowired
    RegistryImport imports;

    @Autowired
    TestPeople people;

    @Autowired
    MovableClock clock;

    @Autowired
    MailProofs proofs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    @Autowired
    ApplicationEventPublisher publisher;

    @Autowired
    ApplicationEvents events;

    private Organization school;

    @BeforeEach
    void registry() {
        imports.load(DemoRegistry.small(), "test");
        school = organizations.require("4131010246");
    }

    @AfterEach
    void timeGoesOn() {
        clock.back();
    }

    /** The path of the link in the latest mail to this address, made the way the mail gets it. */
    private String link(String address) {
        String body = jdbc.sql(
                        "select body from mail where recipient = :to and kind = 'contact-proof' order by id desc limit 1")
                .param("to", address)
                .query(String.class)
                .single();
        Matcher mark = Pattern.compile("\\{\\{late:contact-proof:([0-9a-f]+)}}").matcher(body);
        assertThat(mark.find()).isTrue();
        return proofs.value(mark.group(1)).replaceFirst("^https?://[^/]+", "");
    }

    private boolean proved() {
        return contacts.current(school.id()).orElseThrow().proved();
    }

    @Test
    void every_change_is_a_version_and_the_same_again_is_none() {
        ContactCard first = contacts.record(school.id(), FIRST, "registration");
        assertThat(contacts.record(school.id(), FIRST, "registration").id()).isEqualTo(first.id());
        ContactCard second = contacts.correct(school.id(), SECOND, "人员调整");
        assertThat(second.version()).isEqualTo(2);
        assertThat(contacts.current(school.id())).contains(second);
        assertThat(contacts.versions(school.id()))
                .extracting(ContactCard::contactName)
                .containsExactly("李明", "王晓");
        assertThat(events.stream(ContactChanged.class))
                .containsExactly(
                        new ContactChanged(school.id(), first.id()), new ContactChanged(school.id(), second.id()));
        assertThatThrownBy(() -> contacts.correct(school.id(), FIRST, " ")).isInstanceOf(FormRefused.class);
    }

    @Test
    void wrong_details_are_refused_field_by_field() {
        ContactDetails wrong = new ContactDetails("王晓", null, null, "123", "wang", "长海路", null);
        assertThatThrownBy(() -> contacts.record(school.id(), wrong, "registration"))
                .isInstanceOfSatisfying(FormRefused.class, refused -> assertThat(refused.fields())
                        .extracting(FormRefused.Field::field)
                        .containsExactly("mobile", "email", "address"));
    }

    @Test
    void the_round_trip_proves_the_address_by_a_button_not_by_looking() throws Exception {
        ContactCard card = contacts.record(school.id(), FIRST, "registration");
        String link = link("wang@sus.example");
        mvc.perform(get(link))
                .andExpect(status().isOk())
                .andExpect(header().string("Referrer-Policy", "no-referrer"))
                .andExpect(content().string(Matchers.containsString("wa***@sus.example")))
                .andExpect(content().string(Matchers.not(Matchers.containsString("wang@sus.example"))));
        assertThat(proved()).isFalse();
        mvc.perform(post(link)).andExpect(status().isForbidden());
        assertThat(proved()).isFalse();
        mvc.perform(post(link).with(csrf())).andExpect(status().isOk());
        assertThat(proved()).isTrue();
        mvc.perform(post(link).with(csrf())).andExpect(status().isOk());
        assertThat(events.stream(ContactProved.class)).containsExactly(new ContactProved(school.id(), card.id()));
    }

    @Test
    void a_link_ends_after_five_working_days_with_a_newer_one_and_with_its_card() throws Exception {
        contacts.record(school.id(), FIRST, "registration");
        String early = link("wang@sus.example");
        mvc.perform(post("/contacts/4131010246/ask").with(csrf()).with(user(people.of("province-310000-staff"))))
                .andExpect(redirectedUrl("/registry/4131010246"));
        String later = link("wang@sus.example");
        assertThat(later).isNotEqualTo(early);
        mvc.perform(get(early)).andExpect(status().isNotFound());
        mvc.perform(get(later)).andExpect(status().isOk());
        clock.runAhead(Duration.ofDays(20));
        mvc.perform(get(later)).andExpect(status().isNotFound());
        clock.back();
        contacts.correct(school.id(), SECOND, "人员调整");
        mvc.perform(post(later).with(csrf())).andExpect(status().isNotFound());
        assertThat(proved()).isFalse();
        mvc.perform(get("/activate/nonsense")).andExpect(status().isNotFound());
    }

    @Test
    void a_refused_letter_shows_on_the_card_until_the_address_is_corrected() throws Exception {
        contacts.record(school.id(), FIRST, "registration");
        publisher.publishEvent(new MailRefused(1, null, "contact-proof", "wang@sus.example", "收件人不存在"));
        String staff = people.of("province-310000-staff");
        mvc.perform(get("/registry/4131010246").with(user(staff)))
                .andExpect(content().string(Matchers.containsString("被退回：<span>收件人不存在</span>")));
        contacts.correct(school.id(), SECOND, "邮箱有误");
        mvc.perform(get("/registry/4131010246").with(user(staff)))
                .andExpect(content().string(Matchers.not(Matchers.containsString("被退回"))));
    }

    @Test
    void no_table_holds_the_token_of_a_link() {
        contacts.record(school.id(), FIRST, "registration");
        String token = link("wang@sus.example").substring("/activate/".length());
        for (String table : jdbc.sql(
                        "select table_schema || '.' || table_name from information_schema.tables where table_schema in ('tuanwei', 'public') and table_type = 'BASE TABLE'")
                .query(String.class)
                .list()) {
            assertThat(jdbc.sql("select count(*) from " + table + " t where t::text like :token")
                            .param("token", "%" + token + "%")
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void cards_are_masked_until_somebody_entitled_asks_and_that_is_kept() throws Exception {
        ContactCard card = contacts.record(school.id(), FIRST, "registration");
        String staff = people.of("province-310000-staff");
        mvc.perform(get("/registry/4131010246").with(user(staff)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("199****0001")))
                .andExpect(content().string(Matchers.not(Matchers.containsString("19900000001"))));
        mvc.perform(get("/contacts/4131010246/reveal").with(user(staff))).andExpect(status().isMethodNotAllowed());
        mvc.perform(post("/contacts/4131010246/reveal").with(csrf()).with(user(staff)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("19900000001")));
        assertThat(jdbc.sql("select user_id from contact_access where contact_id = :id")
                        .param("id", card.id())
                        .query(String.class)
                        .list())
                .containsExactly(staff);
        for (String foreign : new String[] {
            "province-320000-staff",
            "school-4131010277",
            "supervisor-310000",
            "university-office",
            "tencent",
            "operations"
        }) {
            mvc.perform(post("/contacts/4131010246/reveal").with(csrf()).with(user(people.of(foreign))))
                    .andExpect(status().isNotFound());
        }
        assertThatThrownBy(() -> jdbc.sql("delete from contact_access").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void school_and_province_correct_the_centre_only_sees() throws Exception {
        contacts.record(school.id(), FIRST, "registration");
        mvc.perform(post("/contacts/4131010246")
                        .with(csrf())
                        .with(user(people.of("school-4131010246")))
                        .param("email", "wang.new@sus.example")
                        .param("reason", "换邮箱"))
                .andExpect(redirectedUrl("/registry/4131010246"));
        ContactCard after = contacts.current(school.id()).orElseThrow();
        assertThat(after.email()).isEqualTo("wang.new@sus.example");
        assertThat(after.mobile()).as("what is left empty stays").isEqualTo("19900000001");
        mvc.perform(post("/contacts/4131010246")
                        .with(csrf())
                        .with(user(people.of("province-310000-staff")))
                        .param("email", "wrong")
                        .param("reason", "电话告知"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(Matchers.containsString("电子邮箱缺少“@”")));
        mvc.perform(get("/contacts/4131010246").with(user(people.of("centre-staff"))))
                .andExpect(status().isForbidden());
        mvc.perform(get("/contacts/4131010246").with(user(people.of("school-4131010277"))))
                .andExpect(status().isNotFound());
    }
}
