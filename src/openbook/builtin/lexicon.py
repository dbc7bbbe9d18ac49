"""The words that the rules go by."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BE = _words(
    """
    are is was were
    """
)
"""Forms of be that a clause can have as its verb."""

MODAL = _words(
    """
    can cannot could may might must shall should will would
    """
)
"""Modal verbs."""

BARRED = _words(
    """
    above accordingly afloat after afterwards again all also although always and another anybody anyone as at
    because before below both but by conversely despite during either even everybody everyone everything example
    examples few finally first following for former from he hence her here his how however i if in instead into
    it its just last later latter let like likewise little make many maybe meanwhile more moreover most much my
    neither never nevertheless next no nobody none nonetheless nor not note nothing now often on once one only
    or other others otherwise our over per perhaps please same second see several she similarly since so some
    someone something sometimes soon still such sure than that their then there thereafter these they third this
    those though through to today together tomorrow under unless unlike until usually we well what whatever when
    where whether which while who whoever whom whose why with within without yes yesterday you your
    """
)
"""No sentence that starts with one of these has a subject that can stand in a question."""

STOPS = _words(
    """
    although as because but he here how i if it not she since so than that there these they this those though
    unless until we when where whether which while who whom whose why you
    """
)
"""Where one of these comes before the verb, the sentence is too involved."""

PREPOSITIONS = _words(
    """
    about above across after against along among around at before behind below beside between beyond by during
    for from in inside into near of on onto outside over per through to towards under upon via with within
    without
    """
)

ARTICLES = _words(
    """
    a an any each every the
    """
)

OBJECTS = _words(
    """
    a about across additional again against all an and another any as at back between both by certain different
    down each eight either every exactly existing five for four from how if in incoming into it its least many
    more most multiple nearly new nine no of off on once one only or out outgoing over requests roughly seven
    several six specific ten that the their them three through to traffic twice two under until up users what
    when whether which with you your
    """
)
"""What follows a verb rather than a noun that looks like one."""

ADVERBS = _words(
    """
    again already also always both currently either even first generally just later never normally now often
    once only simply sometimes soon still then therefore thus twice typically usually
    """
)
"""What may stand between subject and verb, beside words in -ly."""

NOUNS = _words(
    """
    accounts acts addresses aims amounts answers attacks attempts averages backs bakes bases battles bears
    benefits bills bites blames blocks blows boards bolts bombs books boxes brakes branches breeds bridges
    brushes bubbles budgets buffers bumps burns bursts caches calls campaigns camps cares causes chains chairs
    challenges changes channels charges chases checks circles claims clips coaches coats commands comments
    commits compromises concerns conflicts contacts contests contracts contrasts controls copies costs counts
    couples covers cracks crashes credits crops crosses crowds crowns cures curves cuts cycles dances dates
    deals debates decays defaults delights demands deposits deserts designs desires directs discharges dislikes
    disputes dives documents dots doubts drafts dreams dresses drifts drills drinks drops dumps duplicates eases
    echoes encounters ends escapes estimates excuses exercises exhibits experiences exports factors fails falls
    fans favours fears features feeds fences ferries fights files films filters fines fires fixes flags flashes
    floats flows folds forecasts formats forms forwards frames functions funds gains glides grades grills grips
    groups guards guides halts hammers hands hangs harms harvests hatches heads hints hires hits hopes hosts
    hunts hurts imports indexes influences insults interests interviews issues jokes judges jumps keeps kicks
    kisses knots labels lacks lands laughs layers leaks leaps leases lectures levels lights likes limits lines
    lists lives loads loans locks logs loves mails maps marches markets marks masters matches means measures
    mills mines misses mistakes models moulds mounts moves murders nails names needs nests notes numbers nurses
    objects offers offsets orbits orders outlines packages packs pads pages paints pairs parks partners passes
    patches patents patrols pauses peaks piles pins pivots places plans plants plays pledges plots ploughs plugs
    points polls pools poses positions pounds praises presents presses prices prints probes processes profits
    programs progresses projects promises prompts pulls pulses pumps punches purchases pushes queries questions
    queues quotes races raids rains rallies ranges ranks rates reads reasons rebels records references regrets
    relays releases remarks remedies rents repairs reports requests resets results retires retries returns
    reviews rewards rings rises rocks rolls rounds routes rows rules runs sails samples sanctions saws scales
    scans scores scratches screens screws scripts seals seasons seats sells senses sentences sequences sets
    shades shapes shares shelters shields shifts shines ships shops shouts shows signals signs sketches sleeps
    slices slides slips slopes smells smiles smokes snows sorts sounds sparks spells spins splashes splits
    sponsors spots sprays spreads springs stacks stages stains stalls stamps stands stars starts states stays
    steps sticks stings stops stores strains strands straps streams stresses stretches strikes strings strips
    strokes structures studies subjects suits sums supplements supplies supports surprises surveys suspects
    swaps sweeps swells switches tackles tags tails takes talks tanks targets tastes taxes tests thanks threads
    ties times tips titles tops touches tours tows traces tracks trades trails trains transfers transports traps
    travels tricks tries triggers troubles trusts tunes tunnels turns twists types updates urges uses values
    vents views visits volunteers votes waits walks wants wards warrants washes wastes watches waters waves
    welcomes whispers whistles winds wishes wonders works worries wounds wraps wrecks yields
    """
)
"""Third persons that are plurals of nouns as often."""

VAGUE = _words(
    """
    addition case contrast example fact general he her his i instance it its my order other our particular
    practice response return same she short spite such that their these they this those time turn we which whom
    """
)
"""Words that make a leading phrase point back to what was said before."""

LASTS = _words(
    """
    burn keep last live need remain run sleep stay take wait work
    """
)
"""Verbs that ask `how long`."""

FUNCTIONS = _words(
    """
    accept activate add adjust advertise aggregate allow append apply assign attach authenticate balance block
    buffer cache calculate cancel capture catch change check clean clear close collect combine compare compress
    configure connect control convert cool copy count cover create deactivate declare decode define delay
    deliver deny describe detect determine dim direct disable display distribute divide drain drive drop dry
    empty enable encode encrypt enforce ensure evaluate execute expose extend extract feed fetch fill filter fix
    forward generate govern grant guarantee guard guide handle hash heat help hide host identify ignore
    illuminate implement improve include increase indicate inform inject inspect install intercept introduce
    invert isolate keep let lift light limit link list load lock log lower manage map mark match measure merge
    mirror mix modify monitor mount move name normalize notify obtain offer open operate override parse pass
    perform permit persist preserve prevent print process propagate protect provide publish pull pump push
    receive record redirect reduce reference refresh reject release remove rename repeat replace replicate
    report represent reset resolve restart restore restrict retrieve retry return reverse rewrite ring rotate
    route sanitize save scan seal select send separate serve set shade show shut signal silence simplify skip
    slow sort sound specify split start stop store strip supply support switch terminate test track transfer
    transform transmit trigger trim turn unlock update upgrade use validate verify warm warn wash watch water
    wind wrap write
    """
)
"""What a tool does; its subject may be asked for what it does."""

STATIVE = _words(
    """
    become begin bring come die differ end exist face go hang have know lead let lie live look make name remain say see
    sit sleep stand stay take understand vary wait want weigh work
    """
)
"""Verbs whose subject does nothing."""

REPORTS = _words(
    """
    announce argue claim conclude decide find note record report reveal say show state
    """
)
"""Verbs that are followed by what somebody said or found out."""

PLACED = _words(
    """
    built displayed found held housed hung installed kept located logged moored mounted placed planted posted
    printed published recorded saved stored written
    """
)
"""Participles that ask `where`."""

MEASURES = _words(
    """
    age capacity default depth diameter distance fare fee frequency height interval length limit maximum minimum
    number period port pressure price range rate ratio size speed temperature threshold timeout value voltage
    weight width
    """
)
"""Nouns that have a figure as their value."""

DECLARES = _words(
    """
    buy configure declare define enable find keep place put read set specify store write
    """
)
"""Verbs that ask `where do you`."""

ORDINARY = _words(
    """
    access acid adults aerials agriculture air alarms antennas arm art barometers batteries beach beer bees
    bells big birds boats body bookings books boys brass bread bridge butter cables cats cells charts cheese
    chickens chicks child children city classes clean closed cloth clouds coast coffee cold common communism
    connection contracts copper cotton country courses cows culture cups currents custom dark default democracy
    depth diaries diesel dirty distance doctors documents dogs door drawings dry dust each ear early education
    eggs empty encoded energy engineers engines exams eye families fares farmers fees fish floor flour flowers
    fog food foot forms free freedom fresh frost fruit fuel full gales garden gas girls glass goats goods guests
    gulls hair half hand harbour head headers heat heavy height high history home horns horses house humidity
    ice industry instruments iron island kale keepers lake lamps landings language large late laws leather leg
    length lenses lessons letters licences light lightning lime linen lists little local logs long low maps
    masons meat medicine members men messages milk money multiple music names national negative nested nests new
    newspapers noise novels oil old open orders pages paint paintings panels paper paraffin parcels parent
    parents passengers paths patients peace people permits petrels petrol photographs pictures pigs pipes plants
    port positive potatoes power pressure prices private public pumps radios rain readings records religion
    repairs reports request requests river road rock rocks roof room rules sailors salt sand science sea
    seabirds seaweed seeds session sheep ships short silk skin small smoke snow soap soda soil songs sound space
    speed steam steel stone stones stores storms street students sugar sunshine switches tables tallow tanks
    taxes tea teachers technical temperature thermometers thunder tickets tides time tomatoes tools tours town
    trade trees values valves various vegetables village vinegar visitors visits wall war warm water waves weight wet
    whole width wind window wine wires women wood wool work workers world young
    """
)
"""Words that are no names wherever they stand."""

TITLE_WORDS = _words(
    """
    A An And Are At Between By For From In Into Is Its Of On Or Over The To With
    """
)
"""Small words of titles."""

COMMON = _words(
    """
    a after all also an and any are as at be been between but by can do each for from had has have he her his
    how if in into is it its may more must no not of on one only or other over she should so some such than that
    the their them then there these they this to use used was we were what when which who will with would you
    your
    """
)
"""The small words of English."""

OTHERS = _words(
    """
    al als att au auch auf aus av bei bir ce che como con da dans das dass del della dem den der des det di die
    do du een ein eine el em en est et gli hat het i il ile im ist ja la las le les lo los mit na ne nicht non o
    och op os par para pas per plus por pour que qui si sich som sono sont su sur te til um uma und une van ve
    von w werden wird z zijn
    """
)
"""Small words of other languages in Latin letters, those that English has too left out."""

KINDS = _words(
    """
    annotation argument attribute code command event field flag form function header instrument key label lamp
    matcher method metric middleware operator option parameter plant property route setting signal switch
    variable vessel
    """
)
"""What the first column of a table may call its rows."""

BARE = _words(
    """
    cache count end file filter form group host key limit list log map mark match mount name number order path
    point port process range record report request result return rule set sign start state stop support test
    time timeout use value
    """
)
"""Words that begin a description as a noun more often than as a verb."""

NO_NOUNS = _words(
    """
    applied by can default defaults deprecated evaluated for how if in it more must not on only optional required same
    see should specific these this to use used useful what when where you
    """
)
"""Words that don't begin a description that is a noun phrase."""

TAKES_GERUND = _words(
    """
    allow avoid begin disable enable force keep permit prevent require start stop
    """
)
"""Verbs that are followed by another one in -ing."""

PLAIN = _words(
    """
    about after before between could default defined every first following happens long many much needed number
    often option other possible same second should their there three under using value where whether which while
    would
    """
)
"""Words of a question that tell nothing of its subject."""

SINGULARS = _words(
    """
    lens gas bus canvas compass atlas series species news means chaos axis basis analysis status virus process access
    address class glass grass mass pass press success business illness weakness address kubernetes windows redis https
    always perhaps
    """
)
"""Words in -s that are no plurals."""
