"""Languages of braces and slashes."""

from core.markdown.languages.language import (
    BACKTICK,
    CHARACTER,
    DECORATOR,
    DOUBLE,
    HASH,
    LITERALS,
    NUMBER,
    SINGLE,
    SLASHES,
    STARS,
    TRIPLE,
    Language,
    Rules,
    words,
)

CURLY: Rules = (SLASHES, STARS, DOUBLE, SINGLE, DECORATOR, NUMBER)


def curly(keywords: str, *rules: tuple[str, str], constants: str = LITERALS) -> Language:
    return Language((*rules, *CURLY), words(k=keywords, m=constants))


JAVASCRIPT = (
    "as async await break case catch class const continue debugger default delete do else export"
    " extends finally for from function get if import in instanceof let new of return set static"
    " super switch this throw try typeof var void while with yield"
)
C = (
    "auto break case char const continue default do double else enum extern float for goto if"
    " inline int long register return short signed sizeof static struct switch typedef union"
    " unsigned void volatile while bool"
)
JAVA = (
    "abstract assert boolean break byte case catch char class const continue default do double else"
    " enum extends final finally float for if implements import instanceof int interface long"
    " native new package private protected public record return short static super switch"
    " synchronized this throw throws transient try var void volatile while yield"
)
# A slash after an operator begins an expression; after a name or number it divides.
REGEX = (
    "s",
    r"(?:(?<=[=(,:!&|?{;\[])|(?<=[=(,:&|?>] )|(?<=return ))/(?![*/\s])(?:[^/\\\n]|\\.)++/[a-z]*+",
)
PREPROCESSOR = ("na", r"(?m:^[ \t]*+#[ \t]*+\w++)")

LANGUAGES: dict[str, Language] = {
    "c": curly(C, PREPROCESSOR, constants="true false NULL"),
    "cpp": curly(
        f"{C} catch class concept consteval constexpr delete explicit export final friend mutable"
        " namespace new noexcept operator override private protected public requires template this"
        " throw try typename using virtual",
        PREPROCESSOR,
        constants="true false nullptr NULL",
    ),
    "csharp": curly(
        "abstract as async await base bool break byte case catch char checked class const continue"
        " decimal default delegate do double else enum event explicit extern finally fixed float"
        " for foreach get goto if implicit in int interface internal is lock long namespace new"
        " object operator out override params private protected public readonly record ref return"
        " sealed set short sizeof static string struct switch this throw try typeof uint ulong"
        " using var virtual void when where while yield",
        PREPROCESSOR,
        ("s", r'[@$]{1,2}"(?:[^"]|"")*+"?'),
    ),
    "go": curly(
        "break case chan const continue default defer else fallthrough for func go goto if import"
        " interface map package range return select struct switch type var bool byte error float32"
        " float64 int int32 int64 rune string uint uint8 any",
        BACKTICK,
        constants="true false nil iota",
    ),
    "java": curly(JAVA, TRIPLE),
    "javascript": curly(
        JAVASCRIPT, SLASHES, STARS, REGEX, BACKTICK, constants=f"{LITERALS} undefined NaN Infinity"
    ),
    "kotlin": curly(
        "abstract actual as break by catch class companion const constructor continue crossinline"
        " data do else enum expect external final finally for fun get if import in infix init"
        " inline inner interface internal is lateinit noinline object open operator out override"
        " package private protected public reified return sealed set super suspend this throw try"
        " typealias val var vararg when where while",
        TRIPLE,
    ),
    "php": curly(
        f"{JAVA} array as callable clone declare echo elseif empty endforeach endif endwhile fn"
        " foreach function global include include_once insteadof isset list match namespace"
        " print readonly require require_once trait unset use",
        ("k", r"<\?(?:php|=)?|\?>"),
        HASH,
        ("nb", r"\$\w++"),
    ),
    "rust": curly(
        "as async await break const continue crate dyn else enum extern fn for if impl in let loop"
        " match mod move mut pub ref return self static struct super trait type unsafe use where"
        " while bool char f32 f64 i8 i16 i32 i64 isize str u8 u16 u32 u64 usize",
        CHARACTER,
        ("nb", r"'\w++"),
        ("na", r"#!?\[[^\]\n]*+\]?"),
        ("nf", r"\b[a-z_]\w*+!"),
        constants="true false",
    ),
    "scala": curly(
        "abstract case catch class def do else enum export extends extension final finally for"
        " given if implicit import lazy match new object override package private protected return"
        " sealed super then this throw trait try type using val var while with yield",
        TRIPLE,
        CHARACTER,
    ),
    "swift": curly(
        "actor as associatedtype async await break case catch class continue default defer deinit"
        " do else enum extension fallthrough fileprivate for func get guard if import in init inout"
        " internal is lazy let mutating open operator override private protocol public repeat"
        " required rethrows return self set some static struct subscript super switch throw throws"
        " try typealias unowned var weak where while",
        TRIPLE,
        constants="true false nil",
    ),
    "typescript": curly(
        f"{JAVASCRIPT} abstract any as asserts bigint boolean declare enum implements infer"
        " interface is keyof module namespace never number object override private protected public"
        " readonly satisfies string symbol type unique unknown",
        SLASHES,
        STARS,
        REGEX,
        BACKTICK,
        constants=f"{LITERALS} undefined NaN Infinity",
    ),
}
