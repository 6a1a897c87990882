/** Fills a phone's storage on the phone itself and reads it back. */
@NullMarked
package org.wangchuan.engine.phone.fill;

import org.jspecify.annotations.NullMarked;
