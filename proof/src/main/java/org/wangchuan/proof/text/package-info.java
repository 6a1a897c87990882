/** What is looked at in text that people type. */
@NullMarked
package org.wangchuan.proof.text;

import org.jspecify.annotations.NullMarked;
