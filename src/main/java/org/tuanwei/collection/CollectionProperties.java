package org.tuanwei.collection;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param ownApproval whether a lead may approve a table he handed in himself; it is then marked */
@ConfigurationProperties("tuanwei.collection")
record CollectionProperties(@DefaultValue("false") boolean ownApproval) {}
