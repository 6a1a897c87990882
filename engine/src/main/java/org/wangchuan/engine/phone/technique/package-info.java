/** Ways to erase a phone, as data: what has to be known before, what has to be seen afterwards, and what that supports. */
@NullMarked
package org.wangchuan.engine.phone.technique;

import org.jspecify.annotations.NullMarked;
