/** Renders a receipt as a PDF, takes its attachments out again, and compares. */
@NullMarked
package org.wangchuan.paper;

import org.jspecify.annotations.NullMarked;
