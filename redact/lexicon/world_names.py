"""Given and family names from all over the world that the lists of `dictionary` lack. Small letters."""

from redact.lexicon.wordlist import words

MORE_GIVEN_NAMES = words("""
    abena abimbola achieng adaeze aditi ainsley akosua alasdair alfie aliyah alonzo althea ama amrita anand ananya
    anastasiya andile aneesa aniket anil anish anjana ankit ansel aoibhinn aparna arka arman arnav aroha arvind
    ashok ashwin atif ayanda ayo azadeh babajide babatunde balazs balbir bashir boipelo bongani brennan bryn
    busisiwe caoilfhionn casimir ceri chanel chidi chinwe chioma chukwu cillian clementine cleo cordelia corrine
    cosmo cressida dafydd damilola darnell davina dayo deepika demetrius dikeledi dilip dilys dinesh dmytro dwight
    efua eilidh eirlys elspeth enid esme eunji eustace evangeline evgeny faisal faruq fatou fatoumata femi fenella
    feng finlay finley fionn floyd folake folasade fumiko gaynor ghassan ginevra gracie greer greig grigor gurdeep
    gurpreet gwyneth hadiya haider hanh hanif harpreet haruki haruto hemi hideo hinemoa hiroko hone horace hristo
    huda hyun ianthe ibtisam ignatius ikechukwu ilana ilya imani inigo jagdeep janelle jarek jaspreet jedrek jemima
    jiho jin jitendra junaid kagiso kaito kajal kalpana kamau karthik kasia kateryna katlego kavita keabetswe
    kehinde keiko keir kelechi kemi keshia khanyi kiran kofi koji kojo kosta kostas kuldeep kwabena lamont latisha
    leilani lerato lesedi lindiwe linh lwazi lyudmila madhuri mahesh maisie makoto malachi manaia mandla manish
    manisha manoj manpreet marti marwan masha mehwish minh moana mohan mohit morwenna mostafa mpho muireann mukesh
    myfanwy nadira nagendra naima naina naledi nanette narendra nasir nasreen natalya navdeep naveed naveen navid
    nena neo neve ngaire ngoc niamh nisha nishant nitin njeri nkechi nnamdi nokuthula nomsa nomvula noriko obinna
    oisin oksana olu oluwaseun oluwatobi otieno oumar padraig palesa pania pankaj parisa parvati pavlos payal phuong
    piripi pooja prabhakar prakash prasad prashant pratik pravin preeti prem priti priyanka pule rafal rahim rahul
    raja rajan rajesh rajiv rakesh ramesh rami rangi ranjit rashad ravindra rawiri refilwe reggie rehana reiko rekha
    reshma rethabile rianne ritesh ritu rohit roisin rosamund roshan rukhsana sachin sade sadhbh saeed sagar saima
    sajid sana sandeep sandip sangeeta sanjay sanjeev satish satoshi saurabh savita seamus senthil seo shabana
    shabnam shahid shanelle shanti sharif sharmila shayla shinji shirin shreya shruti shyam sibusiso simran sipho
    sita sneha sofiya sohail somchai sonal sorcha soren stelios sudha sudhir sukhdeep suki sulaiman suman sumit
    sunita suresh surinder sushma swati tadhg taiwo takeshi tama tamika tamsin tane tanisha tarun tatyana taye
    tebogo temitope thabo thandi thandiwe thato themba thora thulani thuy timur tobi tolulope tomoko tormod toshiko
    trang tremaine tshepo tuan tumelo tunde uchenna usha vaclav varun vasily venkat vibha vidya vikas vinay vineet
    vinod vipul vishal vivek volodymyr wambui wanjiru waqar wiktoria wiremu xiang xiao xin yaa yaroslav yelena
    yetunde yiannis yogesh yohannes yoshi yu yumi yusra zachariah zanele zdenek zeinab zhen zikri zinaida ziva zodwa
    zsofia zuleika zuri
    """)

MORE_SURNAMES = words("""
    abara abbasi abebe abernathy abiodun aboud abraham abrams achebe adair adebayo adeola adjei agyeman akande
    akhter akinola alcantara alexandrou altman amadi ambrose amin amoah anagnos andreou angelo aquino aragon arakawa
    ashby ashcroft ashworth aslam attwood aydin ayres aziz babatunde bain bannister barnard barrow bechtel belanger
    bernstein bhattacharya bianco bloom boswell bourne braga brightman britton broughton busch carmichael carver
    castellano cheung chiang chin chu clegg colbert colombo coombes coughlin coulson cramer cruickshank dang darby
    davidsen dawes deluca denton dimitriou dimitrov dinh diop djokic duckworth duffield duong eason eastwood
    eisenberg eldridge emerson emery enriquez erdogan fairbanks farooq farouk farrow favreau fawcett feldman felix
    ferraro fiorentino forrester fujimoto fung gentile giordano godwin goldberg goldman gowda greenberg gustafson
    hadley haq harkness harlow hashimi hathaway hawkes hawthorne hedges ho hoang holbrook hollis hopper hossain hu
    igwe islam jablonski januszewski javed jenkinson jennison jimenes joao kalu kamara kaminski kaplan karim katz
    keita kendrick khatun kilpatrick kirkpatrick klaassen koenig kolawole konate kone koroma kouassi kovac kovalenko
    kruger kumari kwan kwon langford langley larue lau lehman leigh leitch leung li lister lockwood longo lovell lu
    luca ma mackie macleod mahmud marchetti markovic marquis marriott martell mathur mbeki mcallister mcarthur
    mccormack mcdonnell mcewan mcgraw mclaren mcrae mcwilliams medeiros mehmood mehra mello mialik milano morozov
    naidoo nandi nasser nawaz newell ng ngo nikolaou novotny oakes oakley odum ogden ogunbanjo okereke okoye okumura
    olaniyan oleary ollerenshaw oshea osullivan otoole ouattara ouellette oyelaran ozturk pagan paige papadopoulos
    pappas petrova phan prescott prosser qureshi rafiq rajput rathore razzaq reagan rehman rizvi rosen rudd sadler
    saeed saenz sahin saldana samuels sapkota schulte seaman senior sepulveda sesay shaikh shapiro sharif sheldon
    shrestha siddiqui silverman simms sm somerville sorensen starling sultana sung sutherland szabo szymanski
    tadesse tagliaferri tamura tariq tembo temple thapa theriault thorne thurston timmons todorov trinh tsai tuttle
    tyson uddin ueda usman valdes vandenberg venkatesan venter vickers vu wada waddell wadsworth walden warsame
    weiner westbrook whitfield wilder wilkes winslow womack woodruff wozniak wynn yeung yildiz yoon younis yousaf yu
    zaman zielinski zuma
    """)
