"""What is said in set ways, as patterns over plain text (words.plain), by what it means. A table, no more."""

from pizzeria.voice.wits.meanings import Fulfil, Meaning, Said, StartOver

_ME = (
    r"(i|we|my (husband|wife|son|daughter|friend|boyfriend|girlfriend|partner|mum|dad|"
    r"brother|sister|colleague)|he|she|they|somebody|someone)"
)
PATTERNS: tuple[tuple[Meaning, str], ...] = (
    (StartOver(), (
        r"(can we |lets |could we |please )?(start (all )?(over|again|from scratch|afresh)|"
        r"begin again|forget (all (of )?(that|it|this)|the whole (order|thing)|everything)|"
        r"(cancel|scrap|clear|delete|remove|drop) (everything|all of it|all of that|"
        r"the lot|the whole (lot|thing))|from the (beginning|top|start))( please)?"
    )),
    (Said("cancel_placed"), (
        r"(cancel|stop|call off) order( number)? \d+|"
        r"(cancel|stop|call off) (my|the|that|our|an|this) (\w+ )?order( i (just )?(placed|"
        r"made))?|annul the order|i dont want (my|the|that) order (anymore|any more)"
    )),
    (Said("where_is_it"), (
        r"wheres (my|our|the) (pizzas?|order|food|delivery)|where (is|are) (my|our|the) "
        r"(pizzas?|order|food|delivery|driver)|(hows|how far is|whats happening with|"
        r"whats the status (of|on)|status of|any news (on|about)|check on|checking on|"
        r"whats up with|what happened to) (my|our|the) (pizzas?|order|food|delivery)|"
        r"(is|are) (my|our|the) (pizzas?|order|food|delivery) (ready|done|on (its|the) "
        r"way|coming|there|finished)( yet| soon)?|(my|our) (pizzas?|order|food|delivery) "
        r"(hasnt|havent|has not|still hasnt|never|isnt) \w+( here| yet)?|still waiting "
        r"for (my|our|the) (pizzas?|order|food)|when (is|will) (my|our) (pizzas?|order|"
        r"food) (be )?(coming|here|ready|arrive|arriving|get here)|i ordered (a|an|about|"
        r"over|half|\w+) (\w+ )?(hour|minutes?|while|ages) ago"
    )),
    (Said("human"), (
        r"(speak|talk|put me through|connect me|transfer me|connected|get me|pass me|"
        r"put me on) ?(to|with|through to)? ?(a |an |the |some|any|your )?(real |actual "
        r"|live |human )?(human|person|somebody|someone|one|anyone|staff|member of staff|"
        r"manager|boss|owner|operator|agent|colleague|the kitchen|people|being|chef|"
        r"cook|a swede)( real| human| else| there| in charge)?|(real|actual|live|human) "
        r"(person|human|being|agent|staff)|a human( being)?( please)?|^(human|operator|"
        r"agent|staff|personal|manager|the manager|a person|a real one)( please)?$|put me through|"
        r"connect me|transfer me|the (owner|manager|boss)|your (owner|manager|boss)|"
        r"i want to (complain|make a complaint)|complaint|complain|i dont (want to )?(talk|"
        r"speak) to (machines?|robots?|computers?)|(money|my money) back|refund|staff "
        r"please|someone (real|human)|get (me )?(somebody|someone|a human)"
    )),
    (Said("usual"), (
        r"(can i (have|get) |ill have |id like |i want |give me |just )?(the|my|our) "
        r"(usual|regular order|same as (always|usual|last time|before|ever))|(the )?same "
        r"(as|again as|thing as|order as) (last time|before|usual|always|i (usually|"
        r"always) \w+|the last time|last week|yesterday)|what i (usually|always|normally) "
        r"(have|get|order)|same again as last time|what i had (last time|before)|(repeat|"
        r"reorder) my (last|previous) order|my usual"
    )),
    (Said("wait"), (
        r"(hang|hold) on( a (second|sec|minute|moment|bit))?|(just )?(a|one|give me "
        r"a|wait a|just a) (second|sec|moment|minute|mo|tick)( please)?|bear with me|"
        r"let me (think|see|check|ask)|wait( wait)?$|ill just (ask|check)"
    )),
    (Said("repeat"), (
        r"(say|repeat) (that|it|this)( again| once more)?( please)?|(can|could) you "
        r"(repeat|say) (that|it|the question)?( again)?|what did you say|come again|"
        r"i (didnt|did not|couldnt) (catch|hear|get|understand)( that| you| it)?|^(pardon|"
        r"sorry|what|excuse me|huh|eh|once more|again|pardon me|what was that|i beg "
        r"your pardon|sorry what)( please| sorry)?$|i beg your pardon|what was that|"
        r"did you (get|hear|catch|understand|write down) (that|this|me|it|all that)|one more time"
    )),
    (Said("done"), (
        r"((no|nope|nah) )?(and )?(i think |i guess |well |then )?(thats|that is|that "
        r"will be|thatll be|thatd be|that would be|thats about|this is|itll be|that "
        r"should be|will be|it is) (really |actually |just |probably |nearly |about "
        r"|honestly |definitely |pretty much )?(all|it|everything|enough|plenty|that|"
        r"the lot|the whole order)( for (me|us|now|today|tonight))?( from (me|us))?( "
        r"(i|we) (need|want|wanted|think))?|(no )?nothing (else|more|further|for me)( "
        r"for (me|us|now))?|(no|not) (any ?thing )?(more|else)( for (me|us))?$|im (done|"
        r"good|fine|all set|finished|sorted|okay|ok)( thanks| thank you)?|were (done|"
        r"good|fine|all set|finished|sorted|okay|ok)|all (done|set|good)|^(just that|"
        r"only that|just those|just this|just these|thats us|all|done|finished|complete|"
        r"everything|no more|nothing|just the one|thats the order)( thanks| thank you|"
        r" please)?$|det racker( bra| sa)?|nej det var allt|det (ar|var) (bra|allt)( sa)?|nej tack det ar "
        r"bra( sa)?|inget mer|(just|only) (that|those|these|this)( (please|thanks|thank "
        r"you|then|for me))?$|i (dont|do not) (want|need) anything (else|more)|that "
        r"completes (it|my order)|no other|and thats (it|all)|wed be done|that wraps "
        r"it up|thats me( done)?"
    )),
    (Said("bye"), (
        r"\b((good ?)?bye( bye)?|see (you|ya)( later| soon| then)?|have a (good|nice|"
        r"great|lovely) (day|evening|night|one|weekend)|good night|cheerio|hej ?da|hejda|"
        r"talk (to you )?(later|soon)|(have|ive got|got|dialled|dialed) (the |a )?wrong "
        r"number|(?<!the )wrong number|(ill|we will|well|i will|let me) (call|ring|phone|"
        r"try) (back|again|later|somewhere|someone|another)( \w+)*|i (wont|will not|"
        r"dont want to|do not want to|am not|wasnt|was not) (be )?order(ing)?( anything)?|"
        r"im not ordering( anything)?|(forget|leave) it then|ill (leave it|pass|think "
        r"about it)|not (ordering|buying) anything|never mind (then )?bye|no order|id "
        r"rather not( order| risk it)?|ive changed my mind i dont want anything|i dont "
        r"want (anything|to order)( anything)?( any ?more)?|no longer want to order)\b"
    )),
    (Fulfil("delivery"), (
        r"(its |thats |and |make it |make that |ill take |id like |i want |can i get "
        r"|can i have |we want |for |is it |it will be |by |its for |as |with )*(a )?(home "
        r")?(delivery|deliver it|deliver that|deliver this|deliver them|delivered|deliver( "
        r"to (me|us|my (home|house|place|flat|door|office|work)))?|brought (over|to "
        r"\w+)|bring (it|them) (over|round|here|to (me|us|my place|my house|my home|"
        r"our house))|sent (over|to \w+)|drop it off|home please|to my (home|house|place|"
        r"door|flat)|to (our|the) (house|home|office|door|flat|place)|hemleverans|hemkorning|"
        r"leverans|kora hem det|levereras)( please)?( to (my|our) (home|house|place|"
        r"flat|door|office))?( it)?( instead)?"
    )),
    (Fulfil("pickup"), (
        r"(its |thats |and |make it |make that |ill |id like |i want |for |to be |we want |as |ill do |"
        r"its for |to |a |(i|we) would like to |(i|we) want to |id rather |like to )*"
        r"(pick ?up|pick (it|them|that) up|picking (it |them |that )?up|takeaway|"
        r"take away(?! (the|my|one|a|that|it|this)\b)|take out|"
        r"takeout|to go|carry ?out|collection|collect( it| them| that)?|collecting( it| them)?)"
        r"( myself| in person|"
        r" please| instead| at the (shop|restaurant|counter|pizzeria))*|"
        r"(\w+ )?(is |s |are |re )?(coming|popping|swinging|driving|walking)( (by|in|over|down|round))?"
        r"( (to|and) (get|collect|fetch|pick|grab)( it| them)?( up)?)|"
        rf"{_ME}( will| ll| can| is going to| are going to|s going to| am going to|d like to)? "
        r"((come|swing by|pop (in|by|over)|walk over|drive (over|by))( and)? |just |be (there|by)|drop by)+"
        r"(get|fetch|grab|collect|pick)?( it| them| that)?( up)?|"
        r"(i|we|he|she|they|my \w+)( will|ll) (collect|fetch|grab|get|pick( it| them)? up|come|swing by|pop|"
        r"stop by|drop by|be (there|by))( and)?( (get|fetch|grab|collect|pick))?( it| them)?( up)?|"
        r"(ill|well|hell|shell|theyll) (collect|fetch|grab|get|pick( it| them)? up|come|swing by|pop|"
        r"stop by|drop by|be (there|by))( and)?( (get|fetch|grab|collect|pick))?( it| them)?( up)?|"
        r"(jag|vi|han|hon|min \w+) ((kommer|kan|ska) (och )?)?hamtar?( den| det| dem| upp)*|"
        r"hamta( den| det)?|avhamtning|vi hamtar|"
        r"(ill|well|i|we) (eat|have it) (it )?(there|in|here)|"
        r"come (and )?(get|collect|fetch|pick) (it|them)?( up)?"
    )),
    (Said("foreign"), (
        r"(do you|can (you|i|we)) (speak|talk)( in)? swedish|pratar du svenska|in swedish|"
        r"swedish please|pa svenska|kan du svenska"
    )),
    (Said("thanks"), (
        r"(no )?(many )?(thanks|thank you|thankyou|cheers|tack)( (so much|very much|"
        r"a lot|dear|mate|man|love|anyway|you|for that|then|in advance|sa mycket))*"
    )),
    (Said("hello"), (
        r"^(hi|hello|hey|hiya|good (evening|afternoon|morning|day)|hallo|evening|yo|"
        r"hej|hejsan|tja|tjena|god (kvall|dag|morgon))( (there|hello|hi|dear|yes|yeah|"
        r"all|my friend|mate|man|again|and|good (evening|afternoon|morning|day)))*|"
        r"can you hear me|are you (still )?there|(is )?any(body|one) there"
    )),
    (Said("rude"), (
        r"\b(fuck\w*|shit\w*|idiot|stupid (machine|robot|thing|bot)|bastard|asshole|"
        r"bitch|moron|wanker|piss off|screw you|dumb (machine|bot|robot))\b"
    )),
    (Said("haggle"), (
        r"\b((for|get|have|one|something|it) (for )?free|discount|(any|better|special|"
        r"lower|good) price|ten percent|\w+ percent( off)?|percent|cheaper|half price|"
        r"knock (\w+ )?off|\d+ kronor off|money off|for nothing|coupon|voucher|promo( "
        r"code)?|(the|your) (owner|boss|manager) (said|told|promised|gave)|(i am|im) "
        r"(the|your) (owner|boss|manager)|on the house|ignore (all |your |the )*(previous "
        r"|prior )?(instructions|rules)|system prompt|your (instructions|prompt|rules)|"
        r"forget your (instructions|rules)|developer mode|override|pretend (you|that|"
        r"to)|set the (price|total)|(price|total) (to|of) (zero|one krona|\d+)|zero "
        r"kronor)\b"
    )),
    (Said("unsure"), (
        r"^(im not sure|not sure|i dont know|dont know|dunno|no idea|whatever|i dont "
        r"mind|dont mind|you choose|up to you|either|any|surprise me|whichever|it doesnt "
        r"matter|doesnt matter|i dont care)( really| yet| is fine)?( please)?$"
    )),
)  # fmt: skip
