package org.tuanwei.spreadsheet;

import org.jspecify.annotations.Nullable;

/** Says, in words for the person who sent the file, why a workbook is not read; never quotes a cell. */
public class WorkbookRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    WorkbookRefused(Reason reason) {
        this(reason, null);
    }

    WorkbookRefused(Reason reason, @Nullable String detail) {
        super(detail == null ? reason.text : reason.text + "：" + detail, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong with the file. */
    public enum Reason {
        EMPTY("文件是空的，请选择要上传的工作簿"),
        NOT_A_WORKBOOK("文件不是 Excel 工作簿，请用 Excel 或 WPS 另存为“Excel 工作簿（.xlsx）”后再上传"),
        BROKEN("文件已损坏或格式不规范，无法读取，请用 Excel 或 WPS 打开后另存为“Excel 工作簿（.xlsx）”再上传"),
        TOO_OLD("文件是 Excel 97 以前的旧格式，请另存为“Excel 工作簿（.xlsx）”后再上传"),
        BINARY("文件是二进制工作簿（.xlsb），请另存为“Excel 工作簿（.xlsx）”后再上传"),
        STRICT("文件是“Strict Open XML”格式，请另存为普通的“Excel 工作簿（.xlsx）”后再上传"),
        ENCRYPTED("文件设有打开密码（已加密），请取消密码后再上传"),
        MACROS("文件含有宏，请另存为不含宏的“Excel 工作簿（.xlsx）”后再上传"),
        EXTERNAL_LINKS("文件含有指向其他文件的外部链接，请断开链接后再上传"),
        EMBEDDED_OBJECTS("文件含有嵌入对象或控件，请删除后再上传"),
        DAMAGED("文件在保存或传送时损坏了，请重新保存后再上传"),
        ENTITIES("文件含有 XML 实体声明，可能是恶意文件，不予读取"),
        BOMB("文件展开后过大，不予读取"),
        TOO_LARGE("文件太大"),
        TOO_MANY_PARTS("文件内部的部件太多，不予读取"),
        TOO_MANY_ROWS("行数太多，请分成几个文件上传"),
        TOO_MANY_CELLS("单元格太多，请删去多余的行列或分成几个文件上传"),
        TOO_MUCH_TEXT("文字太多，请分成几个文件上传"),
        TOO_MUCH_MEMORY("文件展开后过大，系统无法处理，请删去多余的行列、格式和图片，或分成几个文件后再上传"),
        TOO_SLOW("读取用时过长，已停止，请删去多余的行列和格式后再上传"),
        BUSY("当前上传的人较多，请过一分钟再试"),
        NO_HEADINGS("找不到表头，请使用下载的模板");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }
}
