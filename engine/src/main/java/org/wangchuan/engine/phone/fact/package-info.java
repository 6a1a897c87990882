/** What is known of a phone, from where, and what that is worth. */
@NullMarked
package org.wangchuan.engine.phone.fact;

import org.jspecify.annotations.NullMarked;
