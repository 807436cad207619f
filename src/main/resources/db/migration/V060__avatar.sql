create table avatar (
    id bigint generated always as identity primary key,
    case_id bigint not null references case_file (id),
    version int not null,
    state text not null
        check (state in ('DRAFT', 'SUBMITTED', 'REJECTED', 'RETURNED', 'APPROVED', 'LIVE', 'REPLACED')),
    content_type text not null check (content_type in ('image/png', 'image/jpeg')),
    bytes bytea not null,
    preview bytea not null,
    sha256 text not null,
    side int not null,
    width int not null,
    height int not null,
    crop_side int not null,
    sharpness double precision not null,
    contrast double precision not null,
    likeness int not null,
    verdict text not null check (verdict in ('ACCEPTABLE', 'SIZE', 'SHARPNESS', 'VARIETY', 'DEFAULT_PICTURE')),
    verdict_reason text,
    appeal text,
    task_id text not null,
    uploaded_by text not null,
    uploaded_at timestamptz not null,
    reviewer text,
    reviewed_at timestamptz,
    own_review boolean not null default false,
    reason text,
    live_url text,
    live_at timestamptz,
    unique (case_id, version)
);
comment on table avatar is '头像各版本：只存重新编码后的图片（无原文件、无拍摄信息）、测量值、审核与上线情况';
comment on column avatar.width is '原图宽（像素，已按拍摄方向摆正）';
comment on column avatar.crop_side is '裁剪范围的边长（像素）';
comment on column avatar.side is '所存图片的边长（像素）';
comment on column avatar.sharpness is '再虚化一个像素后细节减少的倍数，模糊的图片约为 1';
comment on column avatar.likeness is '与已知默认头像的相似度（百分数）';
comment on column avatar.appeal is '自动检查未通过而请上级人工判断的理由';
comment on column avatar.own_review is '审核人就是上传人（须由配置允许）';
-- a draft, one on its way, one in use: each at most once for a case, whoever clicks twice
create unique index avatar_draft on avatar (case_id) where state = 'DRAFT';
create unique index avatar_on_its_way on avatar (case_id) where state in ('SUBMITTED', 'APPROVED');
create unique index avatar_live on avatar (case_id) where state = 'LIVE';
create index avatar_task on avatar (task_id);
