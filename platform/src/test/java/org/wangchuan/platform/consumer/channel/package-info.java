/** What strangers are told of sites, and what is counted of them. */
@NullMarked
package org.wangchuan.platform.consumer.channel;

import org.jspecify.annotations.NullMarked;
