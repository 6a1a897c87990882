/** Where to take a device: what companies chose to tell strangers of their sites, found by place. */
@NullMarked
package org.wangchuan.platform.consumer.channel;

import org.jspecify.annotations.NullMarked;
