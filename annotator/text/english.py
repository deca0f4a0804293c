"""The closed classes of English, its commonest verbs, and words that tell names from titles: what
the chunker knows of the language. Open classes are told by ending and by place in the sentence.
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = _set(
    "the a an this that these those every each some any no another all such what which whose many "
    "much several few most more less fewer various certain other"
)
POSSESSIVES = _set("my your his her its our their")
PRONOUNS = _set(
    "i you he she it we they me him us them myself yourself himself herself itself ourselves "
    "yourselves themselves who whom mine yours hers ours theirs someone somebody anyone anybody "
    "everyone everybody nobody something anything everything nothing one oneself there"
)
PERSONAL = _set(
    "i you he she it we they me him her us them my your his its our their myself yourself himself "
    "herself itself ourselves yourselves themselves mine yours hers ours theirs"
)
PREPOSITIONS = _set(
    "of in at on from to with by for about against between into through during before after above "
    "below under over within without across along among amid amidst around behind beneath beside "
    "besides beyond despite down except inside like near off onto outside past per regarding "
    "since throughout toward towards until up upon via as than concerning following alongside "
    "amongst versus unlike opposite"
)
# Prepositions that a noun takes an addition with: "the leader of", "diplomats from".
BINDING = _set(
    "of in at on from to with for about against between into by over under within without across "
    "along among around behind beside beyond inside near outside toward towards as than regarding "
    "concerning throughout opposite alongside per"
)
COORDINATORS = frozenset(["and", "or", "but", "nor", "plus"])
SUBORDINATORS = _set(
    "because although though while whereas if unless when whenever where wherever that which who "
    "whom whose why how whether lest once"
)
# Begin a clause where a verb follows, else a phrase.
EITHER = _set("as since before after until till")
AUXILIARIES = _set(
    "am is are was were be been being have has had having do does did will would shall should can "
    "could may might must ought 'll 're 've 'd 'm isn't aren't wasn't weren't haven't hasn't "
    "hadn't don't doesn't didn't won't wouldn't shouldn't can't cannot couldn't mightn't mustn't"
)
ADVERBS = _set(
    "likely unlikely not also very often just only still already now then here there never always "
    "ever even again soon almost quite rather too perhaps maybe meanwhile however therefore thus "
    "moreover instead indeed otherwise nevertheless nonetheless hence furthermore later earlier "
    "ago yesterday today tomorrow once twice sometimes away back far well so yet together apart "
    "abroad alone n't amid likewise else elsewhere anymore afterwards ahead overnight further"
)
NOT_ADVERBS = _set(
    "family italy ally supply reply assembly anomaly monopoly butterfly july daily weekly monthly "
    "yearly early friendly likely unlikely deadly costly elderly lonely lovely orderly ugly holy "
    "only rally bully jelly belly folly tally ugly scholarly timely bodily rely apply imply "
    "comply multiply fly lily homely leisurely worldly unruly melancholy"
)

NUMERALS = _set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred hundreds thousand thousands million millions billion billions trillion "
    "trillions dozen dozens scores half quarter third"
)
UNITS = _set(
    "second seconds minute minutes hour hours day days night nights week weeks fortnight weekend "
    "weekends month months year years decade decades century centuries millennium percent per "
    "cent % percentage points point dollars dollar euros euro pounds pound rubles roubles yen "
    "yuan rupees francs kilometers kilometres kilometer km miles mile meters metres meter feet "
    "inches kilograms kilos kg tons tonnes ton barrels liters litres degrees acres hectares "
    "kilowatts megawatts bn m tn bps"
)
TIMES = _set(
    "second seconds minute minutes hour hours day days night nights week weeks fortnight weekend "
    "weekends month months year years decade decades century centuries morning afternoon evening "
    "spring summer autumn fall winter quarter midnight noon"
)
DAYS = _set(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat "
    "sun"
)
MONTHS = _set(
    "january february march april may june july august september october november december jan "
    "feb mar apr jun jul aug sep sept oct nov dec"
)
DEICTIC = _set("last next this past previous coming same early late mid every")
APPROXIMATE = (
    ("more", "than"), ("less", "than"), ("fewer", "than"), ("at", "least"), ("at", "most"),
    ("up", "to"), ("as", "many", "as"), ("about",), ("around",), ("nearly",), ("almost",),
    ("over",), ("roughly",), ("approximately",), ("under",), ("just", "over"), ("just", "under"),
    ("some",), ("only",),
)  # fmt: skip
POSTPOSED = _set(
    "responsible involved present concerned affected available killed injured wounded missing "
    "arrested detained accused behind elect general"
)
PHRASES = (
    ("according", "to"), ("because", "of"), ("due", "to"), ("instead", "of"), ("as", "well", "as"),
    ("in", "addition", "to"), ("such", "as"), ("rather", "than"), ("prior", "to"), ("as", "for"),
    ("in", "spite", "of"), ("on", "behalf", "of"), ("in", "front", "of"), ("ahead", "of"),
    ("out", "of"), ("in", "view", "of"), ("in", "the", "wake", "of"), ("apart", "from"),
    ("together", "with"), ("along", "with"), ("as", "to"), ("in", "favor", "of"),
)  # fmt: skip

TITLES = _set(
    "president premier minister chancellor king queen pope prince princess duke duchess emperor "
    "senator congressman congresswoman representative governor mayor general colonel captain "
    "major lieutenant sergeant admiral commander marshal judge justice professor doctor secretary "
    "ambassador chairman chairwoman chairperson chief director spokesman spokeswoman spokesperson "
    "leader head envoy deputy commissioner attorney prosecutor sheriff detective officer "
    "inspector bishop archbishop cardinal rabbi imam ayatollah sheikh sultan emir lord lady sir "
    "dame baron count mr mrs ms dr prof gen col lt capt sgt sen rep gov rev actor actress singer "
    "author analyst economist lawyer coach manager founder boss correspondent reporter journalist "
    "editor adviser advisor aide lawmaker mp billionaire businessman activist dissident historian "
    "researcher scientist expert candidate speaker whip treasurer uncle aunt mother father "
    "brother sister son daughter wife husband"
)
OFFICES = frozenset(["secretary", "minister", "chief"])
SHORT = _set("mr mrs ms dr st gen col lt sen rep reps sens gov prof capt sgt rev hon maj cpl adm")
INSTITUTIONS = _set(
    "ministry bank university house department republic kingdom council court union board "
    "institute bureau office federation association organization organisation academy chamber "
    "museum school college church order isle island bay gulf strait sea cape battle treaty city "
    "district province state states league society center centre party front army bank fund "
    "commission committee agency administration institute declaration day statue tower palace "
    "city port mount lake bill act duke duchess prince bishop archbishop"
)
PARTICLES = _set(
    "de van von der den ter ten al el bin ibn ben abu da di du del della dos das la le av af"
)

REPORTING = _set(
    "say state claim announce declare add argue insist stress emphasize emphasise note warn "
    "allege tell explain report suggest acknowledge admit deny confirm reveal believe think "
    "predict assert maintain contend recall conclude estimate promise vow remark reply respond "
    "write testify tweet caution disclose concede hint reiterate underline"
)
NOUNS_IN_ING = _set(
    "building meeting morning evening king ring thing spring string wing shooting bombing killing "
    "hearing ruling briefing funding training warning beginning ceiling wedding feeling housing "
    "writing painting uprising gathering crossing stabbing policing mourning being earning "
    "earnings proceedings proceeding ongoing surroundings during something anything nothing "
    "everything pending setting understanding spending mining banking trading sibling nursing "
    "shelling crackdown cleansing polling casing parking"
)
VERBS = _set(
    "abandon accept accuse achieve acknowledge acquire act adapt add address adjust admit adopt "
    "affect agree aim allege allow alter amount announce answer apologize appeal appear apply "
    "appoint approach approve argue arise arrest arrive ask assert assess assist assume attack "
    "attempt attend attract avoid await back ban bar bear beat become beg begin believe belong "
    "benefit blame block boast bolster break bring build burn bury buy call campaign cancel carry "
    "cast catch cause cease celebrate challenge change charge choose cite claim clear climb close "
    "collapse collect come command comment commit compare compete complain complete conclude "
    "condemn conduct confirm confront consider constitute contain contend continue contribute "
    "convince cope cost counter cover create criticize cross cut damage deal decide declare "
    "decline deepen defeat defend define delay deliver demand demonstrate deny depart depend "
    "deploy describe deserve design destroy detain determine develop die differ disappear "
    "disclose discover discuss dismiss display dispute do dominate double draw dream drive drop "
    "earn ease echo elect embrace emerge emphasize enable encourage end enforce engage enjoy "
    "ensure enter erupt escape establish estimate evacuate examine exceed exist expand expect "
    "experience explain exploit explode explore expose express extend face fail fall favor fear "
    "feature feel fight file find finish fire fit flee fly focus follow force form fuel gain "
    "gather generate get give go govern grant grow guarantee guard halt handle happen harm hear "
    "help highlight hint hit hold honor hope host identify ignore illustrate impact impose "
    "improve include increase indicate influence inform injure insist inspire intend intensify "
    "introduce invade invest investigate invite involve issue join judge jump justify keep kill "
    "know lack land last launch lay lead learn leave lend let lie lift limit link list listen "
    "live look lose love maintain make manage march mark matter mean measure meet mention miss "
    "monitor mount move navigate need negotiate note notice obtain occupy occur offer open "
    "operate oppose order outline overcome owe own participate pass pay perform persuade place "
    "plan play plead pledge point portray pose possess postpone praise predict prefer prepare "
    "present press prevent produce promise promote prompt propose prosecute protect protest prove "
    "provide provoke publish pull purchase pursue push put question quit quote raise rank reach "
    "react read realize rebuild recall receive recognize recommend recover reduce refer reflect "
    "refuse regard reject release rely remain remember remind remove repeat replace reply report "
    "represent request require rescue resign resist resolve resonate respond restore result "
    "resume retain retire return reveal reverse rise risk rule run rush safeguard save say see "
    "seek seem seize sell send serve set settle shape share shed shift shoot show sign signal "
    "signify sink sit slam solve sound spark speak spend split spread stage stand start state "
    "stay steal step stop storm strengthen stress strike struggle study submit succeed suffer "
    "suggest support suppose surge surrender surround survive suspect suspend sustain take talk "
    "target teach tell tend testify thank threaten throw tie touch trace track train transcend "
    "transform travel treat trigger trust try turn underline undermine underscore understand "
    "unfold unite unleash unveil update urge use vanish view violate visit volunteer vote vow "
    "wait walk want warn watch weaken wear welcome win wish withdraw witness wonder work worry "
    "worsen wound write"
)
# Verbs that are nouns as often: only their surroundings tell.
NOUNS_TOO = _set(
    "address aim amount answer appeal approach arrest attack attempt back ban bar bear benefit "
    "blame block bomb bolster break burn buy call campaign cancel cast catch cause challenge "
    "change charge claim clear climb close collapse command comment commit condition conduct "
    "control cost counter cover criticize cross cut damage deal decline defeat delay demand "
    "deploy design display dispute double draw dream drive drop ease echo embrace end escape "
    "estimate exploit export express face fall favor fear feature feel fight file find finish "
    "fire fit focus force form fuel gain grant guarantee guard halt handle harm help highlight "
    "hint hit hold honor hope host impact import increase influence issue jump judge land launch "
    "lead lie lift limit link list look lose love march mark matter measure mean monitor mount "
    "move name need note offer open order outline own pass pay place plan play plead pledge point "
    "pose post praise present press process produce profit project promise prompt protest pull "
    "purchase push question quit quote raise rank reach read record reform regard release remark "
    "repeat reply report request rescue result return reverse review rise risk rule run rush "
    "sanction save say search set settle shape share shift shoot show sign signal sink sound "
    "spark speak spend split spread stage stand start state stay stem step stop storm stress "
    "strike struggle study suit supply support surge surprise suspect sweep talk target test "
    "threat threaten throw tie touch trace track trade train transfer transform transport travel "
    "treat trigger trust try turn update urge use view visit volunteer vote vow wait walk want "
    "warrant watch wave wear welcome win wish witness wonder work worry wound"
)
# Past forms that no ending gives away and that are not also nouns or adjectives.
PASTS = _set(
    "said told took went came became began broke brought built bought caught chose cost cut dealt "
    "drew drove fell fought found fled flew forgot gave got grew heard held hit kept knew laid "
    "led left lent lost made meant met paid put ran rang rose sat saw sold sent shook shot shut "
    "sang sank slept spoke spent stood stole struck swore swept taught threw thought understood "
    "woke wore won wrote arose awoke bore beat blew dug drank ate fed froze hid hung rode sought "
    "slid swam tore wept withdrew taken given gone seen done written spoken chosen known shown "
    "driven grown thrown shaken stolen fallen sworn drawn worn torn begun sung sunk"
)


def stem_of(word: str) -> str:
    """The base form of a regularly inflected known verb, else ""."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and (base := word[: len(word) - len(ending)] + instead) in VERBS:
            return base
        if ending in ("ed", "ing") and word.endswith(ending):
            short = word[: -len(ending)]
            if short[-1:] == short[-2:-1] and short[:-1] in VERBS:
                return short[:-1]
    return word if word in VERBS else ""


_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"),
    ("ing", ""), ("ing", "e"),
)  # fmt: skip
# Words that are names as well, beside verbs.
NAMES_TOO = _set(
    "art august april baker banks bell berry bill black blue bond brown bush butcher "
    "carpenter church cook cross day dean earl east faith farmer field fisher ford forest fox "
    "frank frost garden gene gold gray green grey hall hill hope joy june king knight lake "
    "lamb lane law lily little long love may miller moon moore north page park penny price "
    "prince ray reed rice rich rob rock rose sage sand savage sharp short silver singer small "
    "smith snow south spring star stone strong sun swift taylor turner wall ward waters "
    "weaver west white winter wise wolf wood woods young"
)
