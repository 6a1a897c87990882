/** A log's files in a bucket: the address, the settings, signed requests, and the store that the log writes to. */
@NullMarked
package org.wangchuan.s3;

import org.jspecify.annotations.NullMarked;
