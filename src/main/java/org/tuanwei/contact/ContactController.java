package org.tuanwei.contact;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Unmasking a contact card, correcting it, and asking once more for the proof of its mail address. */
@Controller
@RequestMapping("/contacts/{code}")
class ContactController {

    private final Contacts contacts;
    private final ContactDesk desk;
    private final Organizations organizations;
    private final Viewers viewers;

    ContactController(Contacts contacts, ContactDesk desk, Organizations organizations, Viewers viewers) {
        this.contacts = contacts;
        this.desk = desk;
        this.organizations = organizations;
        this.viewers = viewers;
    }

    /** The correction form as it was filled in; what was not sent counts as left empty. */
    record Form(
            @Nullable String contactName,
            @Nullable String position,
            @Nullable String phone,
            @Nullable String mobile,
            @Nullable String email,
            @Nullable String address,
            @Nullable String postcode,
            @Nullable String reason) {

        static final Form EMPTY = new Form("", "", "", "", "", "", "", "");

        /** What was left empty stays as it is on the card. */
        ContactDetails over(Optional<ContactCard> card) {
            return new ContactDetails(
                    orEmpty(or(contactName, card.map(ContactCard::contactName).orElse(null))),
                    or(position, card.map(ContactCard::position).orElse(null)),
                    or(phone, card.map(ContactCard::phone).orElse(null)),
                    or(mobile, card.map(ContactCard::mobile).orElse(null)),
                    orEmpty(or(email, card.map(ContactCard::email).orElse(null))),
                    orEmpty(or(address, card.map(ContactCard::address).orElse(null))),
                    or(postcode, card.map(ContactCard::postcode).orElse(null)));
        }

        private static @Nullable String or(@Nullable String typed, @Nullable String kept) {
            return typed == null || typed.isBlank() ? kept : typed;
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    @GetMapping
    String edit(@PathVariable String code, Model model) {
        Organization organization = visible(code);
        requireDo(organization);
        return form(organization, Form.EMPTY, Map.of(), model);
    }

    @PostMapping
    String correct(
            @PathVariable String code, Form form, Model model, RedirectAttributes flash, HttpServletResponse response) {
        Organization organization = visible(code);
        requireDo(organization);
        Optional<ContactCard> before = contacts.current(organization.id());
        try {
            ContactDetails details = form.over(before);
            ContactCard after = before.isPresent()
                    ? contacts.correct(organization.id(), details, Form.orEmpty(form.reason()))
                    : contacts.record(organization.id(), details, "page");
            flash.addFlashAttribute("notice", notice(before, after));
            return "redirect:/registry/" + organization.code();
        } catch (FormRefused refused) {
            Map<String, String> problems = new LinkedHashMap<>();
            refused.fields().forEach(field -> problems.put(field.field(), field.message()));
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return form(organization, form, problems, model);
        }
    }

    private static String notice(Optional<ContactCard> before, ContactCard after) {
        if (before.isPresent() && before.get().id() == after.id()) {
            return "没有改动";
        }
        return after.proved() ? "联系方式已保存" : "联系方式已保存，验证邮件已发往所填邮箱，请对方在5个工作日内确认";
    }

    @PostMapping("/reveal")
    String reveal(@PathVariable String code, @RequestParam(defaultValue = "page") String purpose, Model model) {
        Viewer viewer = viewers.current();
        Organization organization = organizations.byCode(code).orElseThrow(() -> new NotVisible("这个单位"));
        model.addAttribute(
                "card", desk.reveal(viewer, organization, purpose.substring(0, Math.min(40, purpose.length()))));
        return "contact/section :: clear";
    }

    @PostMapping("/ask")
    String askAgain(@PathVariable String code, RedirectAttributes flash) {
        Organization organization = visible(code);
        requireDo(organization);
        flash.addFlashAttribute("notice", desk.askAgain(organization) ? "验证邮件已重新发送" : "邮箱已经验证，或今天重发次数已满（每天3次）");
        return "redirect:/registry/" + organization.code();
    }

    private String form(Organization organization, Form form, Map<String, String> problems, Model model) {
        ContactCard card = contacts.current(organization.id()).orElse(null);
        model.addAttribute("organization", organization);
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("card", card == null ? null : card.masked());
        model.addAttribute(
                "versions",
                contacts.versions(organization.id()).stream()
                        .map(ContactCard::masked)
                        .toList());
        return "contact/correct";
    }

    private Organization visible(String code) {
        Viewer viewer = viewers.current();
        return organizations
                .byCode(code)
                .filter(organization -> desk.verb(viewer, organization) != Verb.NONE)
                .orElseThrow(() -> new NotVisible("这个单位"));
    }

    private void requireDo(Organization organization) {
        if (desk.verb(viewers.current(), organization) != Verb.DO) {
            throw new NotAllowed("您可以查看联系方式，但不能更正");
        }
    }
}
