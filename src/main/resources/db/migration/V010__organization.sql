-- The tree of organisations: centre, League units, schools, class branches, and the partner.

create table organization (
    id              bigint generated always as identity primary key,
    code            text        not null unique check (code ~ '^[A-Z0-9]+(-[0-9]+)?$'),
    kind            text        not null check (kind in ('CENTRE', 'UNIT', 'SCHOOL', 'BRANCH', 'PARTNER')),
    name            text        not null check (length(name) between 1 and 120),
    short_name      text,
    school_type     text        check (school_type in ('普通高校', '高职学校', '民办高校', '独立学院')),
    parent_id       bigint      references organization,
    unit_code       text        not null,
    school_code     text,
    city            text,
    level           text,
    department      text,
    pinyin_initials text        not null default '',
    search_text     text        not null default '',
    status          text        not null default 'ACTIVE' check (status in ('ACTIVE', 'CLOSED', 'MERGED', 'EXEMPT')),
    status_reason   text,
    status_at       timestamptz,
    merged_into_id  bigint      references organization,
    created_at      timestamptz not null,
    changed_at      timestamptz not null,
    constraint organization_in_tree check (
        case kind
            when 'CENTRE' then parent_id is null and school_code is null
            when 'BRANCH' then parent_id is not null and school_code is not null and code like school_code || '-%'
            when 'SCHOOL' then parent_id is not null and school_code = code and school_type is not null
            when 'UNIT'   then parent_id is not null and school_code is null and unit_code = code
            else parent_id is not null and school_code is null
        end),
    constraint organization_merged_somewhere check ((status = 'MERGED') = (merged_into_id is not null)),
    constraint organization_not_into_itself check (merged_into_id <> id),
    constraint organization_status_has_reason check (status = 'ACTIVE' or status_reason is not null)
);
create index organization_by_unit on organization (unit_code, kind, name);
create index organization_by_school on organization (school_code);
create index organization_by_parent on organization (parent_id);
create index organization_by_successor on organization (merged_into_id) where merged_into_id is not null;
comment on table organization is 'One tree: centre, League units, schools, class branches, and the partner Tencent; superiors come from it';
comment on column organization.unit_code is 'League unit, at the same time the tenant; CN for the centre and the partner';
comment on column organization.school_code is 'The school itself, or the school above a class branch';
comment on column organization.search_text is 'Code, names, former names and pinyin, one per line, lower case, each line between line feeds';

create table organization_name (
    id              bigint generated always as identity primary key,
    organization_id bigint      not null references organization,
    name            text        not null,
    given_up_at     timestamptz,
    noted_at        timestamptz not null,
    unique (organization_id, name)
);
comment on table organization_name is 'Former names, so that a school is found by the name it had';

create table organization_history (
    id              bigint generated always as identity primary key,
    organization_id bigint      not null references organization,
    change          text        not null check (change in
                        ('CREATED', 'CHANGED', 'RENAMED', 'CLOSED', 'MERGED', 'EXEMPTED', 'REINSTATED')),
    before_value    text,
    after_value     text,
    reason          text,
    changed_by      text        not null,
    approved_by     text,
    at              timestamptz not null
);
create index organization_history_by_organization on organization_history (organization_id, id);
revoke update, delete on organization_history from ${app_role};
comment on table organization_history is 'Append-only: what happened to an organisation, why, and who approved it';

insert into organization (code, kind, name, short_name, unit_code, pinyin_initials, search_text, created_at, changed_at)
values ('CN', 'CENTRE', '团中央学校部', '团中央', 'CN', 'tzyxxb',
        E'\ncn\n团中央学校部\n团中央\ntzyxxb\ntuanzhongyangxuexiaobu\n', '2011-11-01 00:00+08', '2011-11-01 00:00+08');

insert into organization (code, kind, name, short_name, parent_id, unit_code, pinyin_initials, search_text, created_at, changed_at)
select 'TENCENT', 'PARTNER', '腾讯公司', '腾讯', id, 'CN', 'txgs',
       E'\ntencent\n腾讯公司\n腾讯\ntxgs\ntengxungongsi\n', created_at, changed_at
from organization where code = 'CN';

insert into organization (code, kind, name, short_name, parent_id, unit_code, pinyin_initials, search_text, created_at, changed_at)
select unit.code, 'UNIT', unit.name, unit.short_name, centre.id, unit.code, unit.initials,
       E'\n' || concat_ws(E'\n', unit.code, unit.name, unit.short_name, unit.initials, unit.pinyin) || E'\n', centre.created_at, centre.changed_at
from organization centre, (values
    ('110000', '北京市', '北京', 'bjs', 'beijingshi'),
    ('120000', '天津市', '天津', 'tjs', 'tianjinshi'),
    ('130000', '河北省', '河北', 'hbs', 'hebeisheng'),
    ('140000', '山西省', '山西', 'sxs', 'shanxisheng'),
    ('150000', '内蒙古自治区', '内蒙古', 'nmgzzq', 'neimengguzizhiqu'),
    ('210000', '辽宁省', '辽宁', 'lns', 'liaoningsheng'),
    ('220000', '吉林省', '吉林', 'jls', 'jilinsheng'),
    ('230000', '黑龙江省', '黑龙江', 'hljs', 'heilongjiangsheng'),
    ('310000', '上海市', '上海', 'shs', 'shanghaishi'),
    ('320000', '江苏省', '江苏', 'jss', 'jiangsusheng'),
    ('330000', '浙江省', '浙江', 'zjs', 'zhejiangsheng'),
    ('340000', '安徽省', '安徽', 'ahs', 'anhuisheng'),
    ('350000', '福建省', '福建', 'fjs', 'fujiansheng'),
    ('360000', '江西省', '江西', 'jxs', 'jiangxisheng'),
    ('370000', '山东省', '山东', 'sds', 'shandongsheng'),
    ('410000', '河南省', '河南', 'hns', 'henansheng'),
    ('420000', '湖北省', '湖北', 'hbs', 'hubeisheng'),
    ('430000', '湖南省', '湖南', 'hns', 'hunansheng'),
    ('440000', '广东省', '广东', 'gds', 'guangdongsheng'),
    ('450000', '广西壮族自治区', '广西', 'gxzzzzq', 'guangxizhuangzuzizhiqu'),
    ('460000', '海南省', '海南', 'hns', 'hainansheng'),
    ('500000', '重庆市', '重庆', 'cqs', 'chongqingshi'),
    ('510000', '四川省', '四川', 'scs', 'sichuansheng'),
    ('520000', '贵州省', '贵州', 'gzs', 'guizhousheng'),
    ('530000', '云南省', '云南', 'yns', 'yunnansheng'),
    ('540000', '西藏自治区', '西藏', 'xzzzq', 'xizangzizhiqu'),
    ('610000', '陕西省', '陕西', 'sxs', 'shanxisheng'),
    ('620000', '甘肃省', '甘肃', 'gss', 'gansusheng'),
    ('630000', '青海省', '青海', 'qhs', 'qinghaisheng'),
    ('640000', '宁夏回族自治区', '宁夏', 'nxhzzzq', 'ningxiahuizuzizhiqu'),
    ('650000', '新疆维吾尔自治区', '新疆', 'xjwwezzq', 'xinjiangweiwuerzizhiqu'),
    ('660000', '新疆生产建设兵团', '兵团', 'xjscjsbt', 'xinjiangshengchanjianshebingtuan')
) as unit (code, name, short_name, initials, pinyin)
where centre.code = 'CN';
