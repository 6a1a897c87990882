/** What is looked at in text that people type. */
@NullMarked
package org.wangchuan.platform.web.text;

import org.jspecify.annotations.NullMarked;
