package org.tuanwei.contacttable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.tuanwei.spreadsheet.CellText;
import org.tuanwei.spreadsheet.TableSearch;
import org.tuanwei.spreadsheet.TableSearch.Found;
import org.tuanwei.spreadsheet.TableSearch.Heading;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.spreadsheet.WorkbookRefused;
import org.tuanwei.spreadsheet.WorkbookText;

/** Reads Tencent's list of accounts: 学校标识码｜学校名称｜QQ号｜微博地址. */
@Service
public class AccountLists {

    private static final List<Heading> HEADINGS = List.of(
            Heading.required("学校标识码", "标识码", "学校代码"),
            Heading.required("学校名称", "学校"),
            Heading.required("QQ号", "QQ号码", "QQ"),
            Heading.optional("微博地址", "微博网址", "地址"));

    private static final Pattern QQ = Pattern.compile("[1-9]\\d{4,10}");

    private final WorkbookReader reader;

    AccountLists(WorkbookReader reader) {
        this.reader = reader;
    }

    /** @throws TableRefused where it is no such list, or a QQ number is none; says the rows */
    public List<Account> read(byte[] content, String fileName) {
        try {
            List<Account> accounts = new ArrayList<>();
            List<String> wrong = new ArrayList<>();
            for (Found table : TableSearch.findAll(reader.read(content, fileName), HEADINGS, Set.of())) {
                for (WorkbookText.Row row : table.below()) {
                    Account account = account(table, row);
                    boolean empty = account.code().isEmpty() && account.school().isEmpty();
                    if (empty || table.repeatsHeadings(row, HEADINGS)) {
                        continue;
                    }
                    if (!QQ.matcher(account.qqNumber()).matches()) {
                        wrong.add("第" + row.number() + "行");
                    }
                    accounts.add(account);
                }
            }
            if (!wrong.isEmpty()) {
                throw new TableRefused(
                        "QQ号应为5至11位数字，请改正" + String.join("、", wrong.subList(0, Math.min(10, wrong.size())))
                                + (wrong.size() > 10 ? "等" + wrong.size() + "行" : "") + "后再上传");
            }
            return accounts;
        } catch (WorkbookRefused refused) {
            throw new TableRefused(String.valueOf(refused.getMessage()));
        }
    }

    /** SHA-256 of a workbook, to tell later whether two uploads were the same. */
    public static String fingerprint(byte[] content) {
        return TableReader.sha256(content);
    }

    private static Account account(Found table, WorkbookText.Row row) {
        return new Account(
                CellText.halfWidth(table.cell(row, "学校标识码")).replaceAll("\\s", ""),
                Spelling.name(table.cell(row, "学校名称")),
                CellText.halfWidth(table.cell(row, "QQ号")).replaceAll("\\s", ""),
                CellText.halfWidth(table.cell(row, "微博地址")).strip());
    }
}
