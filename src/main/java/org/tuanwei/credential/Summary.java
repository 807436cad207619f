package org.tuanwei.credential;

import org.tuanwei.casefile.CaseFile;
import org.tuanwei.engine.Markdown;

/** What Tencent has to know of an organisation to issue its number, without personal data: forms reach the engine. */
final class Summary {

    private Summary() {}

    static String of(CaseFile file) {
        String type = file.schoolType();
        return "- 单位名称：" + Markdown.escape(file.organizationName())
                + "\n- 单位代码：" + Markdown.escape(file.organizationCode())
                + (type == null ? "" : "\n- 学校类型：" + type)
                + "\n- 所属：" + Markdown.escape(file.unitName());
    }
}
