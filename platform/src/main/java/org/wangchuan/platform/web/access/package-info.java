/** Who may call what: one annotation on each page and each call, and nothing is open without it. */
@NullMarked
package org.wangchuan.platform.web.access;

import org.jspecify.annotations.NullMarked;
